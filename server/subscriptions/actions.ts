import { isMuted } from '../../shared/notices/choices.ts';
import { accountStream } from '../../shared/streams.ts';
import {
  type ChangedSubscriptions,
  SUBSCRIPTION_LIMIT,
  type Subscription,
  type SubscriptionChoice,
  subscriptionId,
} from '../../shared/subscriptions.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { canWatch } from '../groups/policy.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { presentSubscriptions } from './present.ts';
import { type Standing, standingOf } from './standing.ts';
import {
  type ChoiceRecord,
  choiceNow,
  keepChoices,
  type NewChoice,
  nameOf,
  SubscriptionModel,
} from './subscription.ts';
import { type Thing, thingInside, thingsNamed } from './things.ts';

/** A choice without its time. */
type Wish = Pick<ChoiceRecord, 'level' | 'mute'>;

const NOTHING: Wish = { level: null, mute: null };

/**
 * Chooses about a thing; what is left out stays as it was. Choosing the same again changes nothing.
 * @throws AppError not_found, forbidden (one who was sent out of the group), limit_reached, invalid_request
 */
export async function choose(
  viewer: AccountRecord,
  type: string,
  id: string,
  { level, mute }: SubscriptionChoice = {},
): Promise<Subscription> {
  const { thing, group, tie } = await thingInside(viewer, type, id);
  authorize(canWatch(viewer, group, tie));
  const until = mute?.until ? new Date(mute.until) : null;
  if (until && until <= new Date()) refusePast();
  const [chosen] = await change(viewer, async (standing) => {
    const before = recordOf(standing, thing);
    const now = before ? choiceNow(before) : NOTHING;
    const wish = {
      level: level ?? (mute === undefined ? 'on' : now.level),
      mute: mute === undefined ? now.mute : mute && { until },
    };
    if (isHeld(wish) && !(before && isHeld(now))) authorizeOneMore(standing);
    return { things: [thing], fresh: before && isSame(now, wish) ? [] : [{ ...thing, ...wish }] };
  });
  return chosen!;
}

/** Ends what the viewer is told of it, also what they had not chosen themselves. @throws AppError not_found, not_subscribed */
export async function unsubscribe(viewer: AccountRecord, type: string, id: string): Promise<Subscription> {
  const { thing } = await thingInside(viewer, type, id);
  return (await deleteSubscriptions(viewer, [nameOf(thing)])).items[0]!;
}

/**
 * Ends subscriptions, all of them or none. What one was told of without having chosen it is from now on chosen not to be:
 * no later reply brings it back.
 * @throws AppError not_subscribed
 */
export async function deleteSubscriptions(viewer: AccountRecord, ids: string[]): Promise<ChangedSubscriptions> {
  const items = await change(viewer, async (standing) => {
    const things = await ownThings(standing, ids);
    const present = await presentSubscriptions(standing, things);
    const at = new Date().toISOString();
    authorize(
      present.every((item) => item.level === 'on' || isMuted(item, at)),
      'not_subscribed',
    );
    return { things, fresh: things.map((thing) => ({ ...thing, level: 'off' as const, mute: null })) };
  });
  return { items };
}

/** Takes the last choice about each of these back, all of them or none. @throws AppError not_subscribed */
export async function restoreSubscriptions(viewer: AccountRecord, ids: string[]): Promise<ChangedSubscriptions> {
  const items = await change(viewer, async (standing) => {
    const things = await ownThings(standing, ids);
    const records = things.map((thing) => recordOf(standing, thing));
    authorize(records.every(Boolean), 'not_subscribed');
    const before = records.map((record) => earlierChoice(standing, record!));
    return { things, fresh: things.map((thing, index) => ({ ...thing, ...before[index]! })) };
  });
  return { items };
}

type Change = { things: Thing[]; fresh: (Thing & Wish)[] };

/** Decides by what is so inside the transaction; answers how the member stands with the things afterwards. */
function change(viewer: AccountRecord, decide: (standing: Standing) => Promise<Change>): Promise<Subscription[]> {
  const stream = accountStream(viewer._id.toString());
  return write([stream], async () => {
    const standing = await standingOf(viewer);
    const { things, fresh } = await decide(standing);
    await clearAway(standing);
    if (fresh.length > 0)
      await keepChoices(
        viewer._id,
        fresh.map((wish) => dated(standing, wish)),
      );
    const after = await standingOf(viewer, things[0]!.group);
    const subscriptions = await presentSubscriptions(after, things);
    if (fresh.length > 0) append(stream, 'subscriptions.changed', presentActor(viewer), { subscriptions });
    return subscriptions;
  });
}

/** What ended with a membership goes when something is chosen anew; and what was chosen not to be told, of very much the oldest. */
async function clearAway({ ended, records }: Standing): Promise<void> {
  const quiet = records.filter((record) => !isHeld(choiceNow(record)));
  const oldest = quiet.sort((a, b) => choiceNow(a).since.getTime() - choiceNow(b).since.getTime());
  const gone = [...ended, ...oldest.slice(0, Math.max(0, records.length - KEPT))].map(({ _id }) => _id);
  if (gone.length > 0) await SubscriptionModel.deleteMany({ _id: { $in: gone } });
}

/** How many choices of a member are kept in all. */
const KEPT = 3 * SUBSCRIPTION_LIMIT;

/** Whether it is something a member has in their list, and can delete there. */
const isHeld = ({ level, mute }: Wish): boolean =>
  level === 'on' || (mute !== null && (mute.until === null || mute.until > new Date()));

/** @throws AppError limit_reached */
function authorizeOneMore({ records }: Standing): void {
  const held = records.filter((record) => isHeld(choiceNow(record))).length;
  authorize(held < SUBSCRIPTION_LIMIT, 'limit_reached', LIMIT_REACHED);
}

/** A choice holds from now on: after the one before it and after the end of an earlier membership, whatever the clock says. */
function dated(standing: Standing, { level, mute, ...thing }: Thing & Wish): NewChoice {
  const record = recordOf(standing, thing);
  const ended = standing.memberships.get(thing.group.toString())?.endedAt?.getTime() ?? 0;
  const last = record ? choiceNow(record).since.getTime() : 0;
  return { ...thing, choice: { since: new Date(Math.max(Date.now(), ended + 1, last + 1)), level, mute } };
}

/** The things of these names that lie where the viewer may follow what goes on. @throws AppError not_subscribed */
async function ownThings({ groups }: Standing, ids: string[]): Promise<Thing[]> {
  const names = [...new Set(ids)];
  const things = (await thingsNamed(names)).filter(({ group }) => groups.has(group.toString()));
  authorize(things.length === names.length, 'not_subscribed');
  return things;
}

const recordOf = ({ records }: Standing, { type, target }: Thing) =>
  records.find((record) => nameOf(record) === subscriptionId(type, target.toString()));

/** What was chosen before the last choice, if that still counts. */
function earlierChoice({ memberships }: Standing, { choices, group }: Standing['records'][number]): Wish {
  const earlier = choices.at(-2);
  const ended = memberships.get(group.toString())?.endedAt;
  return earlier && (!ended || earlier.since > ended) ? { level: earlier.level, mute: earlier.mute } : NOTHING;
}

const isSame = (a: Wish, b: Wish): boolean =>
  a.level === b.level && !a.mute === !b.mute && a.mute?.until?.getTime() === b.mute?.until?.getTime();

const LIMIT_REACHED = 'Delete subscriptions you no longer need first.';

function refusePast(): never {
  const errors = [{ path: 'mute.until', message: 'must lie in the future' }];
  throw new AppError('invalid_request', 'The mute would be over already.', { errors });
}
