import type { Ladder } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import type { Assignment, Lock, RankRelease } from '../../shared/ranks.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { groupStreamsOf } from '../groups/membership.ts';
import { daysFrom, futureEnd } from '../lib/days.ts';
import { authorize, found, invalidField } from '../lib/errors.ts';
import { assignedRank } from './assigned-rank.ts';
import { settleNow } from './evaluate.ts';
import type { Happening } from './history.ts';
import { keep } from './keep.ts';
import { latestLadder } from './ladder.ts';
import { standingOf } from './metrics.ts';
import { canDecideRanks } from './policy.ts';
import { type Decided, ENDED, NOTHING_MORE, settle } from './settle.ts';
import type { Decision, StandingRecord } from './standing.ts';

/** For how many days a rank can be locked at most. */
const LOCK_DAYS = 5 * 365;

/**
 * Gives a member a rank, which is shown instead of the earned one; in place of one that was given before.
 * @throws AppError forbidden, not_found, invalid_request (`rank`, `until`)
 */
export async function assignRank(
  viewer: AccountRecord,
  username: string,
  { rank, reason, until }: Assignment,
  now = new Date(),
): Promise<void> {
  const subject = await subjectOf(viewer, username);
  if (!(await assignedRank(rank))) throw invalidField('rank', 'is not a rank that can be given');
  const assigned = { rank, reason, at: now, until: until === null ? null : futureEnd(until, now) };
  await decide(viewer, subject, now, (standing) => replace(viewer, standing, 'assigned', assigned));
}

/** Takes the rank back that was given, where there is one. @throws AppError forbidden, not_found */
export async function endAssignment(
  viewer: AccountRecord,
  username: string,
  { reason }: RankRelease,
  now = new Date(),
): Promise<void> {
  await release(viewer, username, 'assigned', reason, now);
}

/**
 * Holds what is shown of a member's earned rank on a rung of the ladder in force, until an end.
 * @throws AppError forbidden, not_found, invalid_request (`rank`, `until`)
 */
export async function lockRank(
  viewer: AccountRecord,
  username: string,
  { rank, reason, until }: Lock,
  now = new Date(),
): Promise<void> {
  const subject = await subjectOf(viewer, username);
  const lock = { rank, reason, at: now, until: futureEnd(until, now) };
  if (lock.until > daysFrom(now, LOCK_DAYS)) throw invalidField('until', 'must be at most five years from now');
  await decide(viewer, subject, now, (standing, ladder) => {
    if (!ladder.rungs.some(({ key }) => key === rank)) throw invalidField('rank', 'is not on the ladder');
    return replace(viewer, standing, 'lock', lock);
  });
}

/** Lets the earned rank be shown as it is, where it was locked. @throws AppError forbidden, not_found */
export async function endLock(
  viewer: AccountRecord,
  username: string,
  { reason }: RankRelease,
  now = new Date(),
): Promise<void> {
  await release(viewer, username, 'lock', reason, now);
}

async function release(viewer: AccountRecord, username: string, place: Place, reason: string, now: Date) {
  const subject = await subjectOf(viewer, username);
  await decide(viewer, subject, now, (standing) => end(viewer, standing, place, reason));
}

async function subjectOf(viewer: AccountRecord, username: string): Promise<AccountRecord> {
  authorize(canDecideRanks(viewer));
  return found(await accountByUsername(username), 'There is no member of that name.');
}

/**
 * Brings the standing up to date first: what the member has reached by themselves is told as theirs.
 * @param decision what comes of the standing, or null where that is so already.
 */
async function decide(
  viewer: AccountRecord,
  { _id }: AccountRecord,
  now: Date,
  decision: (standing: StandingRecord, ladder: Ladder) => Decided | null,
): Promise<void> {
  const streams = [accountStream(_id.toString()), ...(await groupStreamsOf(_id))];
  await write(streams, async () => {
    const ladder = await latestLadder();
    const standing = await settleNow(await standingOf(_id), ladder, now);
    const decided = decision(standing, ladder);
    if (!decided) return;
    const settled = settle(standing, ladder, now, decided);
    await keep([settled], ladder, now, { telling: 'quiet', actor: presentActor(viewer) });
  });
}

/** Where a decision of each kind stands in a standing. */
type Place = keyof typeof ENDED;

const BEGUN = { assigned: 'assigned', lock: 'locked' } as const;

function replace(viewer: AccountRecord, standing: StandingRecord, place: Place, decision: Decision): Decided | null {
  const before = standing[place];
  if (before && isSame(before, decision)) return null;
  const { rank, reason, until } = decision;
  const ended = before ? [line(viewer, ENDED[place], before.rank, reason)] : [];
  const begun = { ...line(viewer, BEGUN[place], rank, reason), until };
  return { standing: { ...standing, [place]: decision }, happened: [...ended, begun] };
}

function end(viewer: AccountRecord, standing: StandingRecord, place: Place, reason: string): Decided | null {
  const before = standing[place];
  if (!before) return null;
  const happened = [line(viewer, ENDED[place], before.rank, reason)];
  return { standing: { ...standing, [place]: null }, happened };
}

const line = (viewer: AccountRecord, kind: Happening['kind'], rank: RankKey, reason: string): Happening => ({
  ...NOTHING_MORE,
  kind,
  rank,
  cause: 'staff',
  reason,
  by: presentActor(viewer),
});

const isSame = (a: Decision, b: Decision): boolean =>
  a.rank === b.rank && a.reason === b.reason && a.until?.getTime() === b.until?.getTime();
