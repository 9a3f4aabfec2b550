import type { Ladder } from '../../shared/ladder.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { afterCommit, write } from '../events/write.ts';
import { found } from '../lib/errors.ts';
import { evaluate } from './evaluate.ts';
import { dueAt, judge } from './judge.ts';
import { currentLadder } from './ladder.ts';
import { type Counted, newStanding, StandingModel, type StandingRecord } from './standing.ts';

/**
 * Counts something a member did, in the transaction that does it, so that the count cannot drift.
 * If their rank changes by it, it is evaluated as soon as it is committed; should the node die before, the standing is due
 * and the next look at what is due finds it.
 * @param changes by how much each metric changes, down as well as up.
 */
export async function count(account: ObjectId, changes: Partial<Record<Counted, number>>): Promise<void> {
  const standing = await change(account, { $inc: changes });
  const due = dueAfter(standing, await currentLadder(standing.ladderVersion));
  if (due !== undefined) await StandingModel.updateOne({ _id: account }, { $set: { dueAt: due } });
}

/** As `count`, for the posts several members have written. @param posts how many, by the member's id. */
export async function countPosts(posts: ReadonlyMap<string, number>): Promise<void> {
  const standings = await standingsOf([...posts.keys()].map(toId));
  const ladder = await currentLadder(Math.max(...standings.map(({ ladderVersion }) => ladderVersion)));
  const changes = standings.map((standing) => {
    const by = posts.get(standing._id.toString())!;
    const due = dueAfter({ ...standing, posts: standing.posts + by }, ladder);
    const update = { $inc: { posts: by }, ...(due !== undefined && { $set: { dueAt: due } }) };
    return { updateOne: { filter: { _id: standing._id }, update } };
  });
  await StandingModel.bulkWrite(changes);
}

/**
 * Notes that a member is here today: the first time on each day (UTC) it counts as a day visited, also when several nodes note it.
 * A node whose clock is still on the day before changes nothing.
 */
export async function noteVisit(account: ObjectId, now = new Date()): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const isNoted = async () => ((await StandingModel.findById(account).lean())?.lastVisitDay ?? '') >= today;
  if (await isNoted()) return;
  await write([accountStream(account.toString())], async () => {
    if (await isNoted()) return;
    await change(account, { $set: { lastVisitDay: today } });
    await count(account, { daysVisited: 1 });
  });
}

/** A member's standing, which begins with the first thing that counts or is decided. */
export async function standingOf(account: ObjectId): Promise<StandingRecord> {
  return (await standingsOf([account]))[0]!;
}

/** When a standing is due by what was just counted: at once, later, or never; undefined where that stays as it was. */
function dueAfter(standing: StandingRecord, ladder: Ladder): Date | null | undefined {
  const now = new Date();
  if (judge(standing, ladder, now).step) {
    afterCommit(() => evaluate(standing._id));
    return now;
  }
  const due = dueAt(standing, ladder, now);
  return due?.getTime() === standing.dueAt?.getTime() ? undefined : due;
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

async function change(account: ObjectId, changes: Change): Promise<StandingRecord> {
  const update = () => StandingModel.findOneAndUpdate({ _id: account }, changes, { returnDocument: 'after' }).lean();
  const standing = await update();
  if (standing) return standing;
  await begin(account);
  return found(await update());
}

async function begin(account: ObjectId): Promise<StandingRecord> {
  const { createdAt, rank } = found(await AccountModel.findById(account).lean());
  const { version } = await currentLadder();
  const standing = newStanding({ _id: account, registeredAt: createdAt, rank, ladderVersion: version });
  await StandingModel.create([standing]);
  return standing;
}
