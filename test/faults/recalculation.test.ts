import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countedOf, makeStandings } from '../../bench/standings.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { toId } from '../../server/db/id.ts';
import { HistoryModel } from '../../server/ranks/history.ts';
import { StandingModel } from '../../server/ranks/standing.ts';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';
import { latestLadder, putUp } from '../support/climbers.ts';
import { openCluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';

// What a node has begun for everybody is finished by another, should it be killed.

const MEMBERS = 1_500;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false, redis: false, environment: { JOB_SECONDS: '0.5' } });
}, 60_000);
afterAll(() => cluster?.stop());

/** Power members need three times the posts. */
const demanding = DEFAULT_LADDER.rungs.map((rung) =>
  rung.key === 'power-member' ? { ...rung, thresholds: { ...rung.thresholds, posts: 60 } } : rung,
);

test('when the node dies that recalculates everyone’s rank, another one goes on, and each changes once', async () => {
  const [dies, stays] = cluster.nodes;
  const staff = await Person.register(dies!.url, 'staff', 'staff');
  const elsewhere = await Person.register(stays!.url, 'other', 'staff');
  const ids = await makeStandings(MEMBERS, (index) => (index % 5 === 0 ? countedOf('power-member') : {}));
  const falling = ids.filter((_, index) => index % 5 === 0);
  const { version } = await putUp(staff, demanding);
  const done = () => StandingModel.countDocuments({ ladderVersion: version });
  await eventually(
    async () => (await done()) > 0,
    () => 'some have been gone through',
  );
  await dies!.kill('SIGKILL');
  expect(await done()).toBeLessThan(MEMBERS);
  await eventually(
    async () => (await latestLadder(elsewhere)).recalculation.state === 'done',
    () => 'all have been gone through',
  );
  expect(await StandingModel.countDocuments({ ladderVersion: { $ne: version } })).toBe(0);
  const { members, grace } = (await latestLadder(elsewhere)).recalculation;
  // The staff may have a standing, too, from their first request on.
  expect([0, 1, 2]).toContain(members - MEMBERS);
  expect(grace).toBe(falling.length);
  const lines = await HistoryModel.find({ account: { $in: ids.map(toId) } }).lean();
  expect(lines.map(({ account, kind }) => `${account} ${kind}`).sort()).toEqual(
    falling.map((id) => `${id} grace`).sort(),
  );
}, 60_000);
