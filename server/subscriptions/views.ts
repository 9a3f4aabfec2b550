import { accountStream } from '../../shared/streams.ts';
import type { Subscription, Subscriptions } from '../../shared/subscriptions.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { headOf } from '../events/log.ts';
import { isMember } from '../groups/policy.ts';
import { authorize } from '../lib/errors.ts';
import { presentSubscriptions } from './present.ts';
import { type Standing, standingOf } from './standing.ts';
import { nameOf } from './subscription.ts';
import { type Thing, thingInside } from './things.ts';

// The stream's head is read first and the data after: what happens in between is then told twice, never not.

/** The groups the viewer is in, and all they have chosen about. */
export async function readSubscriptions(viewer: AccountRecord): Promise<Subscriptions> {
  const head = await headOf(accountStream(viewer._id.toString()));
  const standing = await standingOf(viewer);
  return { items: await presentSubscriptions(standing, thingsOf(standing)), next: null, head };
}

/** How the viewer stands with one thing, whether they have chosen something about it or not. @throws AppError not_found */
export async function readSubscription(viewer: AccountRecord, type: string, id: string): Promise<Subscription> {
  const { thing } = await thingInside(viewer, type, id);
  const standing = await standingOf(viewer, thing.group);
  authorize(standing.groups.has(thing.group.toString()));
  return (await presentSubscriptions(standing, [thing]))[0]!;
}

function thingsOf({ groups, memberships, records }: Standing): Thing[] {
  const own = [...groups.values()].filter(({ _id }) => isMember(memberships.get(_id.toString())));
  const things = [...own.map(({ _id }): Thing => ({ type: 'group', target: _id, group: _id })), ...records];
  return [
    ...new Map(things.map(({ type, target, group }) => [nameOf({ type, target }), { type, target, group }])).values(),
  ];
}
