import { hashKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LoggedEvent } from '../../shared/events.ts';
import { noticeOf } from '../../shared/notices/notice-of.ts';
import type { Inbox } from '../../shared/notices.ts';
import type { Subscriptions } from '../../shared/subscriptions.ts';
import { onHappening } from '../live/happenings.ts';
import { useRankTitle } from '../ranks/use-ranks.ts';
import { subscriptionsQuery } from '../subscriptions/queries.ts';
import { createStore } from '../ui/store.ts';
import { takeCharge } from './in-charge.ts';
import { endedBy, isTold, type News, newsOfMessage, newsOfNotice } from './news.ts';
import { isInSight } from './on-screen.ts';
import { inboxQuery } from './queries.ts';
import { putOn, type Shelf, takeOff, withoutRead } from './shelf.ts';

export const shelf = createStore<Shelf>([]);

/** Puts on the shelf what happens and concerns the viewer, as long as this tab is the one to tell; what is read goes. */
export function useShelf(viewer: string): void {
  const client = useQueryClient();
  const title = useRankTitle();
  const titleOf = useRef(title);
  titleOf.current = title;

  useEffect(() => {
    const charge = takeCharge();
    const newsOf = (event: LoggedEvent): News | null => {
      const sight = { path: location.pathname, hidden: document.hidden };
      const message = newsOfMessage(event, viewer);
      if (message) return !sight.hidden && sight.path === message.address ? null : message;
      const inbox = client.getQueryData<Inbox>(inboxQuery.queryKey);
      const notice = inbox && noticeOf(event, { id: viewer, ...inbox });
      const subscribed = client.getQueryData<Subscriptions>(subscriptionsQuery.queryKey)?.items;
      if (!notice || !isTold(notice) || isInSight(notice, sight)) return null;
      return newsOfNotice(notice, titleOf.current, subscribed);
    };
    const stopHearing = onHappening((event) => {
      const ended = endedBy(event);
      if (ended) shelf.set(takeOff(shelf.get(), ended));
      const news = newsOf(event);
      if (news && charge.inCharge()) shelf.set(putOn(shelf.get(), news, isHeld));
    });
    const stopReading = client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || query.queryHash !== hashKey(inboxQuery.queryKey)) return;
      const read = new Set(
        (query.state.data as Inbox | undefined)?.items.filter((item) => item.read).map(({ id }) => id),
      );
      shelf.set(withoutRead(shelf.get(), (id) => read.has(id)));
    });
    return () => {
      stopHearing();
      stopReading();
      charge.stop();
      shelf.set([]);
    };
  }, [client, viewer]);
}

/** Someone points at the toast or has gone into it. */
const isHeld = (key: string): boolean =>
  [...document.querySelectorAll<HTMLElement>('[data-news]')].some(
    (element) => element.dataset.news === key && element.matches(':hover, :focus-within'),
  );
