import type { Member, OwnMembership } from './accounts.ts';
import type { Conversation } from './messages.ts';
import type { Subscription, SubscriptionType } from './subscriptions.ts';
import type { Topic } from './topics.ts';

// The orders that server and client must agree on. They stand apart from the schemas, which the client does without.

/** Topic lists: pinned ones, the last pinned first; then last active first. Ids decide between equals. */
export function byActivity(a: Topic, b: Topic): number {
  const pinned = (b.pinnedAt ?? '').localeCompare(a.pinnedAt ?? '');
  if (pinned !== 0) return pinned;
  return b.lastPost.at.localeCompare(a.lastPost.at) || (a.id < b.id ? 1 : -1);
}

/** One's own groups. */
export const byGroupName = (a: OwnMembership, b: OwnMembership): number =>
  a.group.name.localeCompare(b.group.name, 'en') || (a.group.id < b.group.id ? -1 : 1);

/** People, where nothing else puts them in order. */
export const byUsername = (a: Member, b: Member): number => a.username.localeCompare(b.username, 'en');

/** Conversations: last active first, ids decide between equals. */
export function byLastMessage(a: Conversation, b: Conversation): number {
  return b.lastMessage.createdAt.localeCompare(a.lastMessage.createdAt) || (a.id < b.id ? 1 : -1);
}

const TYPES: SubscriptionType[] = ['group', 'forum', 'topic', 'post'];

/** One's own subscriptions: by group, the wider before the narrower, by name. */
export const bySubscription = (a: Subscription, b: Subscription): number =>
  a.group.name.localeCompare(b.group.name, 'en') ||
  compare(a.groupId, b.groupId) ||
  TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
  a.name.localeCompare(b.name, 'en') ||
  compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Queues: the oldest first, ids decide between equals. */
export const byAge = (a: Made, b: Made): number => a.createdAt.localeCompare(b.createdAt) || (a.id < b.id ? -1 : 1);

/** The latest first. */
export const byNovelty = (a: Made, b: Made): number => byAge(b, a);

type Made = { id: string; createdAt: string };
