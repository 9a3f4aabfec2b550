import { accountStream, STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { append, write } from '../events/write.ts';
import { keep } from './keep.ts';
import { LadderModel, type LadderRecord, ladderOf, latestVersion, presentLadder } from './ladder.ts';
import { isAsBefore, type Settlement, settle } from './settle.ts';
import { StandingModel, type StandingRecord } from './standing.ts';
import { tellAllGroups } from './tell-ranks.ts';

// A transaction is to be over before a reply beside it has waited for long. Most standings only get the new version; one that
// changes is written, told of and kept in the history, which costs far more.
const MEMBERS = 40;
const CHANGES = 3;
/** How often staff hear how far it is. */
const TELL_MS = 5_000;

/** Those who were last judged by an older ladder. That is where it is kept how far a recalculation has got. */
const behind = (version: number) => ({ ladderVersion: { $lt: version } });

/** Whether there is anyone left to settle, or everyone has been and nobody was told. */
export async function isRecalculating(): Promise<boolean> {
  const { _id, recalculation } = await latestVersion();
  return recalculation.state === 'running' || (await StandingModel.exists(behind(_id))) !== null;
}

/**
 * Brings the next of those who were judged by an older ladder to what they should be by the latest. Nobody but they hear of
 * it, and only that it happened, as long as all groups are to be told in the end; nothing is announced, now or later.
 *
 * Each standing is written even where nothing else about it changes: an evaluation by an older ladder in the same moment
 * then conflicts with it, and is done again.
 * @returns false when nobody is left.
 */
export async function recalculateSome(limit = MEMBERS, now = new Date()): Promise<boolean> {
  const ladder = await latestVersion();
  const found = await StandingModel.find(behind(ladder._id)).limit(limit).lean();
  if (found.length === 0) return false;
  const settled = settleAll(found, ladder, now);
  const changing = settled.filter(isChanging);
  const end = changing.length > CHANGES ? settled.indexOf(changing[CHANGES]!) : settled.length;
  const streams: Stream[] = changing.slice(0, CHANGES).map(({ after }) => accountStream(after._id.toString()));
  if (isToBeTold(ladder, now)) streams.push(STAFF_STREAM);
  const ids = found.slice(0, end).map(({ _id }) => _id);
  await write(streams, () => settleThese(ids, now));
  return true;
}

/** Ends a recalculation that has been through all. @returns false when there is none. */
export async function endRecalculation(): Promise<boolean> {
  const { recalculation } = await latestVersion();
  if (recalculation.state === 'done') return false;
  await write([STAFF_STREAM], async () => {
    const ladder = await latestVersion();
    // Another node was first, or a newer ladder has begun another.
    if (ladder.recalculation.state === 'done' || (await StandingModel.exists(behind(ladder._id)))) return;
    await note(ladder, { ...ladder.recalculation, state: 'done', finishedAt: new Date() }, true);
    await tellAllGroups(ladder.by!);
  });
  return true;
}

async function settleThese(ids: StandingRecord['_id'][], now: Date): Promise<void> {
  const ladder = await latestVersion();
  const standings = await StandingModel.find({ _id: { $in: ids }, ...behind(ladder._id) }).lean();
  if (standings.length === 0) return;
  const settlements = settleAll(standings, ladder, now);
  // Most stay as they are, and are written in one operation.
  const same = settlements.filter(isAsBefore).map(({ after }) => after._id);
  if (same.length > 0) await StandingModel.updateMany({ _id: { $in: same } }, { $set: { ladderVersion: ladder._id } });
  const changed = settlements.filter((settlement) => !isAsBefore(settlement));
  // Those who are late are told of one by one: their groups have fetched all labels afresh already.
  await keep(changed, ladderOf(ladder), now, { telling: ladder.recalculation.state === 'done' ? 'quiet' : 'own' });
  const count = (kind: 'up' | 'grace' | 'moved') =>
    settlements.filter(({ happened }) => happened.some((happening) => happening.kind === kind)).length;
  const { recalculation } = ladder;
  const counts = {
    members: recalculation.members + standings.length,
    up: recalculation.up + count('up'),
    grace: recalculation.grace + count('grace'),
    moved: recalculation.moved + count('moved'),
  };
  await note(ladder, { ...recalculation, ...counts }, isToBeTold(ladder, now));
}

const isChanging = ({ happened }: Settlement): boolean => happened.length > 0;

const settleAll = (standings: StandingRecord[], ladder: LadderRecord, now: Date): Settlement[] =>
  standings.map((standing) => settle(standing, ladderOf(ladder), now));

/** While it goes on, staff hear of it now and then; of those who are late, after its end, each time. */
const isToBeTold = ({ recalculation: { state, toldAt } }: LadderRecord, now: Date): boolean =>
  state === 'done' || now.getTime() - toldAt.getTime() >= TELL_MS;

async function note(ladder: LadderRecord, counts: LadderRecord['recalculation'], tell: boolean): Promise<void> {
  const recalculation = { ...counts, toldAt: tell ? new Date() : counts.toldAt };
  await LadderModel.updateOne({ _id: ladder._id }, { $set: { recalculation } });
  // The first ladder is nobody's; who is late by that one is not told of.
  if (tell && ladder.by) append(STAFF_STREAM, 'ladder.changed', ladder.by, presentLadder({ ...ladder, recalculation }));
}
