import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import { newId } from '../server/db/id.ts';
import type { Store } from '../server/db/mongo.ts';
import { startJobs } from '../server/jobs.ts';
import { createLogger } from '../server/lib/log.ts';
import { HistoryModel, historyOf } from '../server/ranks/history.ts';
import { establishLadder } from '../server/ranks/ladder.ts';
import { RankUpModel } from '../server/ranks/rank-up.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { completeStandings } from '../server/ranks/upgrade.ts';
import { METRICS } from '../shared/ladder.ts';
import { HistoryEntry } from '../shared/ranks.ts';
import { openFreshStore } from './support/store.ts';

// Standings as they were before there were histories, grace and what staff decide.

let store: Store;
beforeAll(async () => {
  store = await openFreshStore();
});
afterAll(() => store?.close());

const counts = Object.fromEntries(METRICS.map((metric) => [metric, 3]));
const REGISTERED = new Date('2024-01-01T00:00:00Z');
const FIRST = new Date('2024-02-01T00:00:00Z');
const SECOND = new Date('2024-03-01T00:00:00Z');

/** An old standing, with the ranks it has reached and when. */
async function old(...reached: [rank: string, at: Date][]) {
  const _id = newId();
  const rank = reached.at(-1)?.[0] ?? 'forum-explorer';
  const { daysRegistered: _daysRegistered, ...counted } = counts;
  await StandingModel.collection.insertOne({
    _id,
    registeredAt: REGISTERED,
    lastVisitDay: '',
    ...counted,
    rank,
    dueAt: null,
  });
  const more = { account: _id, ladderVersion: 1, metrics: counts };
  for (const [key, at] of reached) await RankUpModel.collection.insertOne({ _id: newId(), rank: key, at, ...more });
  return _id;
}

test('the ranks that were reached become the history, those reached at once as one rise', async () => {
  const climber = await old(['frequent-visitor', FIRST], ['active-member', SECOND], ['power-member', SECOND]);
  const newcomer = await old();
  await completeStandings();
  const history = await historyOf(climber);
  expect(history.map((line) => HistoryEntry.parse(line))).toMatchObject([
    {
      number: 2,
      kind: 'up',
      from: 'frequent-visitor',
      rank: 'power-member',
      at: SECOND.toISOString(),
      metrics: counts,
    },
    { number: 1, kind: 'up', from: 'forum-explorer', rank: 'frequent-visitor', at: FIRST.toISOString() },
  ]);
  const complete = { grace: null, assigned: null, lock: null, ladderVersion: 1 };
  expect(await StandingModel.findById(climber).lean()).toMatchObject({ ...complete, lines: 2, rank: 'power-member' });
  expect(await StandingModel.findById(newcomer).lean()).toMatchObject({ ...complete, lines: 0, posts: 3 });
  expect(await historyOf(newcomer)).toEqual([]);
});

test('many are completed, and completed once', async () => {
  const ids = [];
  for (let n = 0; n < 120; n += 1) ids.push(await old(['frequent-visitor', FIRST]));
  const rest = Array.from({ length: 500 }, () => ({ _id: newId(), registeredAt: REGISTERED, rank: 'forum-explorer' }));
  await StandingModel.collection.insertMany(rest);
  await completeStandings();
  await completeStandings();
  expect(await StandingModel.countDocuments({ ladderVersion: null })).toBe(0);
  expect(await HistoryModel.countDocuments({ account: { $in: ids } })).toBe(120);
});

test('those that are complete are left alone, and not looked through', async () => {
  const _id = newId();
  await StandingModel.create({ _id, registeredAt: REGISTERED, rank: 'vip', ladderVersion: 3, lines: 7 });
  await completeStandings();
  expect(await StandingModel.findById(_id).lean()).toMatchObject({ ladderVersion: 3, lines: 7 });
  const looked = (await StandingModel.find({ ladderVersion: null }).explain('executionStats')) as unknown as Explained;
  expect(looked.executionStats.totalDocsExamined).toBe(0);
});

test('those that a node of the version before begins are completed before they are evaluated', async () => {
  await establishLadder('quick');
  const account = await old(['frequent-visitor', FIRST], ['active-member', SECOND]);
  await StandingModel.updateOne({ _id: account }, { $set: { dueAt: SECOND } });
  const jobs = await startJobs(100, createLogger('silent'));
  const standing = () => StandingModel.findById(account).lean();
  await eventually(
    async () => (await standing())!.dueAt === null,
    () => 'it has been evaluated',
  );
  expect(await standing()).toMatchObject({ rank: 'active-member', lines: 2, ladderVersion: 1 });
  await jobs.stop();
});

type Explained = { executionStats: { totalDocsExamined: number } };
