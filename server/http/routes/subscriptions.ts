import * as N from '../../../shared/notices.ts';
import * as S from '../../../shared/subscriptions.ts';
import { choose, deleteSubscriptions, restoreSubscriptions, unsubscribe } from '../../subscriptions/actions.ts';
import { readInbox } from '../../subscriptions/inbox.ts';
import { markNoticesRead } from '../../subscriptions/reading.ts';
import { readSubscription, readSubscriptions } from '../../subscriptions/views.ts';
import { type Route, signedIn } from '../route.ts';

/** What members want to be told of, and what they are. */
export const subscriptionRoutes: Route[] = [
  signedIn(
    'GET',
    '/me/subscriptions',
    { summary: 'What one is told of, and what one chose about it', answer: S.Subscriptions },
    ({ viewer }) => readSubscriptions(viewer),
  ),
  signedIn(
    'POST',
    '/me/subscriptions/deletions',
    { summary: 'End subscriptions, all or none', body: S.SubscriptionDeletions, answer: S.ChangedSubscriptions },
    ({ viewer, body }) => deleteSubscriptions(viewer, body.ids),
  ),
  signedIn(
    'POST',
    '/me/subscriptions/restorations',
    { summary: 'Take the last choices back', body: S.SubscriptionDeletions, answer: S.ChangedSubscriptions },
    ({ viewer, body }) => restoreSubscriptions(viewer, body.ids),
  ),
  signedIn(
    'GET',
    '/subscriptions/:type/:id',
    { summary: 'How one stands with a group, forum, topic or post', answer: S.Subscription },
    ({ viewer, params }) => readSubscription(viewer, params.type, params.id),
  ),
  signedIn(
    'PUT',
    '/subscriptions/:type/:id',
    {
      summary: 'Subscribe, mute, or choose not to be told',
      body: S.SubscriptionChoice.optional(),
      answer: S.Subscription,
    },
    ({ viewer, params, body }) => choose(viewer, params.type, params.id, body),
  ),
  signedIn(
    'DELETE',
    '/subscriptions/:type/:id',
    { summary: 'End a subscription', answer: S.Subscription },
    ({ viewer, params }) => unsubscribe(viewer, params.type, params.id),
  ),
  signedIn(
    'GET',
    '/me/notifications',
    { summary: 'One’s notices, the latest first', query: N.InboxQuery, answer: N.Inbox },
    ({ viewer, query }) => readInbox(viewer, query),
  ),
  signedIn(
    'PUT',
    '/me/notifications/read',
    { summary: 'Note what one has read of them', body: N.NoticesRead },
    ({ viewer, body }) => markNoticesRead(viewer, body),
  ),
];
