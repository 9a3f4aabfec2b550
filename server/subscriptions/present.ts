import { bySubscription } from '../../shared/order.ts';
import type { Subscription } from '../../shared/subscriptions.ts';
import { presentGroupRef } from '../groups/group.ts';
import { isMember } from '../groups/policy.ts';
import { found } from '../lib/errors.ts';
import { pendingOf } from './pending.ts';
import type { Standing } from './standing.ts';
import { choiceNow, nameOf, type SubscriptionRecord } from './subscription.ts';
import { type Surroundings, surroundingsOf, type Thing } from './things.ts';

/** How a member stands with each of these things, which lie in groups of theirs; by group and name. */
export async function presentSubscriptions(standing: Standing, things: Thing[]): Promise<Subscription[]> {
  const around = await surroundingsOf(things);
  const records = new Map(standing.records.map((record) => [nameOf(record), record]));
  const plain = things.map((thing) => present(thing, records.get(nameOf(thing)), standing, around));
  const told = plain.flatMap(({ level, since }, index) =>
    level === 'on' ? [{ ...things[index]!, since: new Date(since) }] : [],
  );
  const pending = await pendingOf(standing.viewer, told, around);
  const news = new Map(told.map((thing, index) => [nameOf(thing), pending[index]!]));
  return plain.map((item) => ({ ...item, ...news.get(item.id) })).sort(bySubscription);
}

function present(
  thing: Thing,
  record: SubscriptionRecord | undefined,
  { groups, memberships, addressee }: Standing,
  around: Surroundings,
): Subscription {
  const group = found(groups.get(thing.group.toString()));
  const tie = memberships.get(thing.group.toString());
  const choice = record && choiceNow(record);
  const inherited = !choice?.level && isMember(tie) && follows(thing, addressee.id, around);
  const level = inherited ? 'on' : (choice?.level ?? null);
  const since = choice?.since ?? tie?.joinedAt ?? thing.target.getTimestamp();
  return {
    id: nameOf(thing),
    type: thing.type,
    groupId: group._id.toString(),
    level,
    inherited,
    mute: choice?.mute ? { until: choice.mute.until?.toISOString() ?? null } : null,
    since: since.toISOString(),
    group: presentGroupRef(group),
    ...placeOf(thing, group.name, around),
    unread: 0,
    pending: [],
  };
}

/** Whether a member is told of it without having chosen to be. */
function follows({ type, target }: Thing, viewer: string, { topics, posts }: Surroundings): boolean {
  if (type === 'topic') return topics.get(target.toString())?.author.toString() === viewer;
  if (type === 'post') return posts.get(target.toString())?.author.toString() === viewer;
  return type === 'group';
}

type Place = Pick<Subscription, 'name' | 'forum' | 'topicId' | 'number'>;

function placeOf({ type, target }: Thing, groupName: string, { forums, topics, posts }: Surroundings): Place {
  const id = target.toString();
  const nowhere = { forum: null, topicId: null, number: null };
  if (type === 'group') return { ...nowhere, name: groupName };
  if (type === 'forum') return { ...nowhere, name: found(forums.get(id)).name, forum: found(forums.get(id)).slug };
  const number = type === 'post' ? found(posts.get(id)).number : found(topics.get(id)).lastNumber;
  const topic = found(topics.get(type === 'post' ? found(posts.get(id)).topic.toString() : id));
  return { ...nowhere, name: topic.removed ? '' : topic.title, topicId: topic._id.toString(), number };
}
