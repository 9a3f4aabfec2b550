import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enrol, signInMany } from '../../bench/people.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { openCluster, SECRET } from '../support/cluster.ts';
import { Crowd } from '../support/crowd.ts';
import type { Load } from '../support/load.ts';
import { Scene } from '../support/scene.ts';
import { headOf } from '../support/truth.ts';

// All come back at once. FAULT_SOCKETS says how many they are.

const SOCKETS = Number(process.env.FAULT_SOCKETS ?? 2_000);
const TIME = 180_000 + SOCKETS * 60;
/** Each post is told to all of them. */
const PACE_MS = 250;

let cluster: Cluster;
let scene: Scene;
const crowds: Crowd[] = [];
beforeAll(async () => {
  cluster = await openCluster();
  scene = await Scene.set(cluster, 4);
  await scene.followEverywhere();
}, 120_000);
afterAll(async () => {
  await Promise.all(crowds.map((crowd) => crowd.stop()));
  scene?.close();
  await cluster?.stop();
}, 60_000);

test(
  `${SOCKETS} clients that come back at once get what they missed, each event once and in order`,
  async () => {
    await gather();
    const load = scene.load(
      scene.members.slice(0, 2),
      cluster.nodes.map(({ url }) => url),
      PACE_MS,
    );
    await load.acknowledged(4);
    await cluster.balancer!.kill('SIGKILL');
    await load.acknowledged(6);
    await cluster.balancer!.start();
    await allBack(load);
    expect(await count('connections')).toBeGreaterThanOrEqual(2 * SOCKETS);

    await cluster.nodes[0]!.kill('SIGKILL');
    await cluster.nodes[0]!.start();
    await allBack(load);
    await load.stop();
    await scene.judge();
    await scene.judgeCrowd(...crowds);
    expect(await count('resets')).toBe(0);
    expect(await count('connections')).toBeGreaterThan(2 * SOCKETS);
  },
  TIME,
);

/** Members of one group, in two processes, through the balancer. */
async function gather(): Promise<void> {
  const people = await signInMany(SOCKETS, SECRET);
  const ids = people.map(({ id }) => id);
  for (const { group } of scene.places) await enrol(group, ids);
  const from = new Map<string, number>();
  for (const stream of scene.streams) from.set(stream, await headOf(stream));
  const half = Math.ceil(SOCKETS / 2);
  const opened = [people.slice(0, half), people.slice(half)].map((some) => {
    const crowd = new Crowd();
    crowds.push(crowd);
    return crowd.open(cluster.url, some, from);
  });
  await Promise.all(opened);
}

/** Comes back when everyone has what was posted until now, and a little more was. */
async function allBack(load: Load): Promise<void> {
  await load.acknowledged(2);
  const heads = new Map<string, number>();
  for (const stream of scene.streams) heads.set(stream, await headOf(stream));
  await Promise.all(crowds.map((crowd) => crowd.reach(heads)));
}

async function count(what: 'connections' | 'resets'): Promise<number> {
  const counts = await Promise.all(crowds.map((crowd) => crowd[what]()));
  return counts.reduce((sum, count) => sum + count, 0);
}
