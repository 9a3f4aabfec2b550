import type { Subscription, SubscriptionChoice, Subscriptions, SubscriptionType } from '../../shared/subscriptions.ts';
import { address } from './address.ts';
import { ask } from './http.ts';

/** What the viewer wants to be told of. */
export const subscriptions = {
  list: () => ask<Subscriptions>('GET', '/me/subscriptions'),
  choose: (type: SubscriptionType, id: string, choice: SubscriptionChoice) =>
    ask<Subscription>('PUT', address`/subscriptions/${type}/${id}`, choice),
  /** All of them or none. */
  remove: (ids: string[]) => ask<unknown>('POST', '/me/subscriptions/deletions', { ids }),
  /** Takes a removal, or a choice, back. */
  restore: (ids: string[]) => ask<unknown>('POST', '/me/subscriptions/restorations', { ids }),
};
