import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Inbox, NoticesRead } from '../../shared/notices.ts';
import { notices } from '../api/notices.ts';
import { toastProblem } from '../ui/toast.ts';
import { changeInbox, inboxQuery, renewInbox, type WhichNotices, withRead } from './queries.ts';

/** Marks notices as read, on the page at once and on all devices. */
export function useReading() {
  const client = useQueryClient();
  return useMemo(() => {
    const read = async (asked: NoticesRead, which: WhichNotices) => {
      const more = (inbox: Inbox) => inbox.unread.more && !('upTo' in asked);
      changeInbox(client, (inbox) => withRead({ ...inbox, unread: { ...inbox.unread, more: more(inbox) } }, which));
      try {
        await notices.read(asked);
      } catch (error) {
        toastProblem(error);
        await renewInbox(client);
      }
    };
    return {
      one: (id: string) => read({ ids: [id] }, (notice) => notice.id === id),
      all: () => {
        const newest = newestIn(client.getQueryData<Inbox>(inboxQuery.queryKey));
        if (newest) return read({ upTo: newest }, ({ at }) => at <= newest);
      },
    };
  }, [client]);
}

/** The server's time, not this machine's: what comes while one clicks must stay unread. */
const newestIn = (inbox: Inbox | undefined): string | null =>
  [...(inbox?.items ?? []), ...(inbox?.unread.items ?? [])].reduce<string | null>(
    (latest, { at }) => (latest === null || at > latest ? at : latest),
    null,
  );
