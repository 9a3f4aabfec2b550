import { earnedRung, type Ladder, level, type RankKey } from '../../shared/ladder.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel, presentActor } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { afterCommit, append, write } from '../events/write.ts';
import { groupStreamsOf } from '../groups/membership.ts';
import { found } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { currentLadder } from './ladder.ts';
import { RankUpModel } from './rank-up.ts';
import { agePromotionAt, type Counted, metricsOf, StandingModel, type StandingRecord } from './standing.ts';

/**
 * Counts something a member did, in the transaction that does it, so that the count cannot drift.
 * If it lifts them over a threshold their rank is evaluated as soon as it is committed; should the node die before,
 * the standing is due and the next look at what is due finds it.
 * @param changes by how much each metric changes, down as well as up.
 */
export async function count(account: ObjectId, changes: Partial<Record<Counted, number>>): Promise<void> {
  const standing = await change(account, { $inc: changes });
  if (!hasRisen(standing, await currentLadder())) return;
  await StandingModel.updateOne({ _id: account }, { $set: { dueAt: new Date() } });
  afterCommit(() => evaluate(account));
}

/** As `count`, for the posts several members have written. @param posts how many, by the member's id. */
export async function countPosts(posts: ReadonlyMap<string, number>): Promise<void> {
  const accounts = [...posts.keys()].map(toId);
  const standings = await standingsOf(accounts);
  const ladder = await currentLadder();
  const changes = standings.map((standing) => {
    const { _id } = standing;
    const by = posts.get(_id.toString())!;
    const risen = hasRisen({ ...standing, posts: standing.posts + by }, ladder);
    if (risen) afterCommit(() => evaluate(_id));
    const update = { $inc: { posts: by }, ...(risen && { $set: { dueAt: new Date() } }) };
    return { updateOne: { filter: { _id }, update } };
  });
  await StandingModel.bulkWrite(changes);
}

/** Notes that a member is here today: the first time on each day (UTC) it counts as a day visited. */
export async function noteVisit(account: ObjectId): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const standing = await StandingModel.findById(account).lean();
  if (standing?.lastVisitDay === today) return;
  await write([accountStream(account.toString())], async () => {
    const again = await StandingModel.findById(account).lean();
    if (again?.lastVisitDay === today) return;
    await change(account, { $set: { lastVisitDay: today } });
    await count(account, { daysVisited: 1 });
  });
}

/** Gives the member the rank they have earned, if it is higher than the one they have, and announces it. */
export async function evaluate(account: ObjectId): Promise<void> {
  const streams = [accountStream(account.toString()), ...(await groupStreamsOf(account))];
  const ladder = await currentLadder();
  await write(streams, async () => {
    const standing = await StandingModel.findById(account).lean();
    if (!standing) return;
    const rank = earnedRung(ladder, metricsOf(standing)).key;
    const risen = level(ladder, rank) > level(ladder, standing.rank);
    const after = { ...standing, rank: risen ? rank : standing.rank };
    const dueAt = agePromotionAt(after, ladder);
    await StandingModel.updateOne({ _id: account }, { $set: { rank: after.rank, dueAt } });
    if (risen) await promote(standing, rank, ladder);
  });
}

/** Evaluates the members whose time has come. Reads only those. */
export async function evaluateDue(log: Logger): Promise<void> {
  const due = await StandingModel.find({ dueAt: { $lte: new Date() } })
    .sort({ dueAt: 1 })
    .limit(500)
    .lean();
  for (const { _id } of due)
    await evaluate(_id).catch((error) => log.error({ err: error }, 'a rank was not evaluated'));
}

/** Several ranks at once are all written down; the highest is announced. One that was reached before is not. */
async function promote(standing: StandingRecord, to: RankKey, ladder: Ladder): Promise<void> {
  const account = standing._id;
  const reached = ladder.rungs.slice(level(ladder, standing.rank) + 1, level(ladder, to) + 1).map(({ key }) => key);
  const before = await RankUpModel.find({ account, rank: { $in: reached } }).lean();
  const fresh = reached.filter((rank) => !before.some((known) => known.rank === rank));
  const more = { account, at: new Date(), ladderVersion: ladder.version, metrics: metricsOf(standing) };
  await RankUpModel.insertMany(fresh.map((rank) => ({ ...more, rank })));
  await AccountModel.updateOne({ _id: account }, { $set: { rank: to } });
  if (fresh.includes(to)) await announce(account, standing.rank, to);
}

async function announce(account: ObjectId, from: RankKey, to: RankKey): Promise<void> {
  const actor = presentActor(found(await AccountModel.findById(account).lean()));
  const { id: accountId, username, displayName } = actor;
  for (const stream of [accountStream(accountId), ...(await groupStreamsOf(account))]) {
    append(stream, 'rank.up', actor, { accountId, username, displayName, from, to });
  }
}

function hasRisen(standing: StandingRecord, ladder: Ladder): boolean {
  return level(ladder, earnedRung(ladder, metricsOf(standing)).key) > level(ladder, standing.rank);
}

/** The standings of these members, each of whom has one afterwards. */
async function standingsOf(accounts: ObjectId[]): Promise<StandingRecord[]> {
  const standings: StandingRecord[] = await StandingModel.find({ _id: { $in: accounts } }).lean();
  if (standings.length === accounts.length) return standings;
  const known = new Set(standings.map(({ _id }) => _id.toString()));
  for (const account of accounts) if (!known.has(account.toString())) standings.push(await begin(account));
  return standings;
}

type Change = { $inc: Partial<Record<Counted, number>> } | { $set: { lastVisitDay: string } };

/** Changes a standing, which begins with the first thing that counts. */
async function change(account: ObjectId, changes: Change): Promise<StandingRecord> {
  const update = () => StandingModel.findOneAndUpdate({ _id: account }, changes, { returnDocument: 'after' }).lean();
  const standing = await update();
  if (standing) return standing;
  await begin(account);
  return found(await update());
}

async function begin(account: ObjectId): Promise<StandingRecord> {
  const { createdAt, rank } = found(await AccountModel.findById(account).lean());
  const [standing] = await StandingModel.create([{ _id: account, registeredAt: createdAt, rank }]);
  return standing!.toObject();
}
