import type { Inbox, NoticesRead } from '../../shared/notices.ts';
import { search } from './address.ts';
import { ask } from './http.ts';

/** The viewer's notices. */
export const notices = {
  inbox: (query: { unread?: 'true'; cursor?: string; limit?: number } = {}) =>
    ask<Inbox>('GET', `/me/notifications${search(query)}`),
  read: (which: NoticesRead) => ask<void>('PUT', '/me/notifications/read', which),
};
