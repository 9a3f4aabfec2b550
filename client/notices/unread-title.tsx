import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setUnread } from '../app/document-title.ts';
import { inboxQuery, unreadCount } from './queries.ts';

/** Counts the unread notices in the window's title. */
export function UnreadTitle() {
  const { data: inbox } = useQuery(inboxQuery);
  const unread = unreadCount(inbox);
  useEffect(() => {
    setUnread(unread);
    return () => setUnread(0);
  }, [unread]);
  return null;
}
