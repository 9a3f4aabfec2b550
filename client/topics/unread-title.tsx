import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Topics } from '../../shared/topics.ts';
import { setUnread } from '../app/document-title.ts';
import { unreadIn } from './unread.ts';

/** Counts the topics with something new, over all lists that have been looked at, into the window's title. */
export function UnreadTitle() {
  const client = useQueryClient();
  useEffect(() => {
    const count = () => {
      const lists = client.getQueriesData<Topics>({ queryKey: ['topics'] });
      const topics = lists.flatMap(([, list]) => list?.items ?? []);
      setUnread(new Set(topics.filter((topic) => unreadIn(topic) > 0).map(({ id }) => id)).size);
    };
    count();
    return client.getQueryCache().subscribe(({ type, query }) => {
      if (query.queryKey[0] === 'topics' && (type === 'updated' || type === 'removed')) count();
    });
  }, [client]);
  return null;
}
