import { reduceSubscriptions } from '../../shared/reduce/subscriptions.ts';
import type { Subscriptions } from '../../shared/subscriptions.ts';
import { subscriptions } from '../api/subscriptions.ts';
import { snapshot } from '../live/snapshots.ts';
import type { View } from '../live/views.ts';

/** What one's groups tell changes the counts of what is unread. Those are as fresh as the page. */
export const subscriptionsView: View<Subscriptions> = { heads: ({ head }) => [head], reduce: reduceSubscriptions };

export const subscriptionsQuery = {
  ...snapshot(['subscriptions'], subscriptionsView, subscriptions.list),
  refetchOnMount: 'always' as const,
};
