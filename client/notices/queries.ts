import type { QueryClient } from '@tanstack/react-query';
import { type Inbox, type Notice, UNREAD_LIMIT } from '../../shared/notices.ts';
import { reduceInbox } from '../../shared/reduce/inbox.ts';
import { notices } from '../api/notices.ts';
import { snapshot } from '../live/snapshots.ts';
import type { View } from '../live/views.ts';

/** Live by one's own stream and by all others one is told of. */
export const inboxView: View<Inbox> = {
  heads: ({ head, heads }) => [head, ...heads.filter(({ stream }) => stream !== head.stream)],
  reduce: reduceInbox,
};

/** All notices; what the bell, the toasts and the options menus go by. */
export const inboxQuery = snapshot(['inbox', 'all'], inboxView, () => notices.inbox());

/** Those not read when they were fetched, and what has come since. */
export const unreadQuery = snapshot(['inbox', 'unread'], inboxView, () => notices.inbox({ unread: 'true' }));

/** Changes what is shown of the inbox before the server has answered; its event says the same. */
export function changeInbox(client: QueryClient, change: (inbox: Inbox) => Inbox): void {
  for (const { queryKey } of [inboxQuery, unreadQuery]) {
    client.setQueryData<Inbox>(queryKey, (inbox) => inbox && change(inbox));
  }
}

/** The server knows better than what we have shown. */
export const renewInbox = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: ['inbox'] });

/** How many notices are unread: '' for none, '99+' for more than can be told. */
export function unreadLabel(inbox: Inbox | undefined): string {
  const count = unreadCount(inbox);
  return count === 0 ? '' : count > 99 ? '99+' : String(count);
}

export function unreadCount(inbox: Inbox | undefined): number {
  if (!inbox) return 0;
  return inbox.unread.more ? UNREAD_LIMIT : inbox.unread.items.length;
}

export type WhichNotices = (notice: Pick<Notice, 'id' | 'at'>) => boolean;

/** The inbox with these notices read. */
export function withRead(inbox: Inbox, which: WhichNotices): Inbox {
  const items = inbox.items.map((notice) => (which(notice) && !notice.read ? { ...notice, read: true } : notice));
  const left = inbox.unread.items.filter((notice) => !which(notice));
  return { ...inbox, items, unread: { ...inbox.unread, items: left } };
}
