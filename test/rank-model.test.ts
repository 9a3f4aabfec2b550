import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cluster } from '../cluster/cluster.ts';
import { AccountModel } from '../server/accounts/account.ts';
import { toId } from '../server/db/id.ts';
import { shownRank } from '../server/ranks/judge.ts';
import { recalculate } from '../server/ranks/recalculating.ts';
import { isRecalculating } from '../server/ranks/recalculation.ts';
import { StandingModel, type StandingRecord } from '../server/ranks/standing.ts';
import { groupsToTell } from '../server/ranks/tell-ranks.ts';
import { KudosModel } from '../server/topics/kudos.ts';
import { PostModel } from '../server/topics/post.ts';
import { ReadMarkerModel } from '../server/topics/read-marker.ts';
import type { EventOf, LoggedEvent } from '../shared/events.ts';
import { earnedRung, heldRung, KUDOS_PER_PAIR, type Ladder, level, lostOf } from '../shared/ladder.ts';
import type { LadderVersion } from '../shared/ladder-versions.ts';
import { FIRST_RANK } from '../shared/rank-key.ts';
import type { HistoryEntry, MyRank } from '../shared/ranks.ts';
import { isRelabelling, relabel } from '../shared/reduce/labels.ts';
import { reduceMyRank } from '../shared/reduce/my-rank.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { ok, Person } from './support/person.ts';
import { RankModel, step } from './support/rank-model.ts';
import { readTruth } from './support/truth.ts';

// Members act, staff decide, ladders and days go by, on two nodes and beside evaluations here: whatever comes of it, the
// store, the log and the API say the same. RANK_RUNS makes the runs longer.

const RUNS = process.env.RANK_RUNS ? Math.ceil(Number(process.env.RANK_RUNS) / 20) : 4;

let cluster: Cluster;
let staff: Person;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  [staff] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1, 'staff')) as [Person];
}, 60_000);
afterAll(() => cluster?.stop());

test('whatever members and staff do on two nodes at once, everything tells the same of their ranks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 7, size: 'max' }), async (steps) => {
      const urls = cluster.nodes.map(({ url }) => url);
      const model = await RankModel.begin(urls, staff, await Person.makeMany(urls[0]!, SECRET, 3));
      for (const step of steps) {
        await model.take(step);
        await holdShown(model);
      }
      await applied();
      const ladders = await allLadders();
      for (const member of model.members) await holdMember(member, model, ladders);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 600_000);

/** Comes back when the latest ladder has been applied to all, and every group was told. */
async function applied(): Promise<void> {
  while ((await isRecalculating()) || (await groupsToTell())) await recalculate();
}

const standingOf = async ({ id }: Person): Promise<StandingRecord> => (await StandingModel.findById(id).lean())!;

async function allLadders(): Promise<Map<number, Ladder>> {
  const { items } = ok(await staff.get('/ranks/ladder/versions')).body;
  return new Map(items.map(({ version, rungs }: LadderVersion) => [version, { version, rungs }]));
}

/** What staff decided is shown until it ends; else what was earned. The label is what the standing says. */
async function holdShown(model: RankModel): Promise<void> {
  const { ladder } = ok(await staff.get('/ranks')).body;
  for (const [index, member] of model.members.entries()) {
    const standing = await standingOf(member);
    const shown = shownRank(standing);
    const decided = model.decided(index, (rank) => level(ladder, rank) > 0 || rank === FIRST_RANK);
    expect(shown).toEqual(decided ?? { rank: standing.rank, source: 'earned' });
    // An account that was made straight in the store does not say where its first rank is from.
    const { rank, rankSource = 'earned' } = (await AccountModel.findById(member.id).lean())!;
    expect({ rank, source: rankSource }).toEqual(shown);
  }
}

async function holdMember(member: Person, model: RankModel, ladders: Map<number, Ladder>): Promise<void> {
  const standing = await standingOf(member);
  const { topicsViewed, posts, kudosReceived, distinctGivers } = standing;
  expect({ topicsViewed, posts, kudosReceived, distinctGivers }).toEqual(await countedAfresh(member));
  const mine: MyRank = ok(await member.get('/me/rank')).body;
  const streams = [member.ownStream, `group:${model.group.id}`];
  const { logs } = await readTruth(streams, []);
  const [own, group] = streams.map((stream) => logs.get(stream)!) as [LoggedEvent[], LoggedEvent[]];
  holdHistory(mine, own, ladders);
  for (const log of [own, group]) {
    expect([(await AccountModel.findById(member.id).lean())!.rank, 'fetched afresh']).toContain(labelBy(log, member));
    const told = log.filter((event) => isRise(event) && event.data.accountId === member.id);
    const ranks = told.map((event) => (event as EventOf<'rank.up'>).data.to);
    expect(ranks).toEqual([...new Set(ranks)]);
  }
}

const isRise = (event: LoggedEvent): event is EventOf<'rank.up'> => event.type === 'rank.up';

/** From nothing but what members did and what still stands of it. */
async function countedAfresh({ id }: Person) {
  const account = toId(id);
  const posts = await PostModel.find({ author: account, removed: null }, { _id: 1 }).lean();
  const kudos = await KudosModel.find({ post: { $in: posts.map(({ _id }) => _id) } }).lean();
  const given = new Map<string, number>();
  for (const { giver } of kudos) given.set(giver.toString(), (given.get(giver.toString()) ?? 0) + 1);
  return {
    topicsViewed: await ReadMarkerModel.countDocuments({ account, viewed: true }),
    posts: posts.length,
    kudosReceived: [...given.values()].reduce((sum, count) => sum + Math.min(count, KUDOS_PER_PAIR.kudos), 0),
    distinctGivers: given.size,
  };
}

/** The log told from its beginning makes the history there is, and each line of that follows from what it says itself. */
function holdHistory(mine: MyRank, log: LoggedEvent[], ladders: Map<number, Ladder>): void {
  const told = log.reduce((told, event) => reduceMyRank(told, event, ''), beginningOf(mine));
  expect(told.history).toEqual(mine.history);
  const { rank, source, earned, assigned, lock, grace } = mine.standing;
  expect(told.standing).toMatchObject({ rank, source, earned, assigned: datesAside(assigned), lock: datesAside(lock) });
  expect(told.standing.grace === null).toBe(grace === null);
  expect(mine.history.map(({ number }) => number)).toEqual(mine.history.map((_, index, { length }) => length - index));
  for (const line of mine.history) holdLine(line, ladders.get(line.ladderVersion)!);
}

function beginningOf({ standing, head: { stream } }: MyRank): MyRank {
  const nothing = { rank: FIRST_RANK, source: 'earned', earned: FIRST_RANK, assigned: null, lock: null } as const;
  return { standing: { ...standing, ...nothing, grace: null }, history: [], head: { stream, seq: 0 } };
}

/** Time passes in the test by moving a standing's moments, and not those of the log. */
const datesAside = (decision: MyRank['standing']['lock']) =>
  decision && { rank: decision.rank, reason: decision.reason };

function holdLine({ kind, rank, lost, metrics }: HistoryEntry, ladder: Ladder): void {
  const held = heldRung(ladder, metrics).key;
  if (kind === 'up') expect(rank).toBe(earnedRung(ladder, metrics).key);
  if (kind === 'down' || kind === 'moved') expect(rank).toBe(held);
  if (kind === 'recovered') expect(level(ladder, held)).toBeGreaterThanOrEqual(level(ladder, rank));
  if (kind !== 'grace') return;
  expect(level(ladder, held)).toBeLessThan(level(ladder, rank));
  expect(lost).toEqual(lostOf(ladder.rungs[level(ladder, rank)]!, metrics));
}

/** What a screen makes of it that showed the member from the beginning. */
function labelBy(log: LoggedEvent[], { account: { id, username, displayName } }: Person): string {
  let label = { id, username, displayName, rank: FIRST_RANK };
  for (const event of log) {
    if (event.type === 'ranks.changed') label = { ...label, rank: 'fetched afresh' };
    if (isRelabelling(event)) label = relabel(label, event);
  }
  return label.rank;
}
