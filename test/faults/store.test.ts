import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Cluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { openCluster } from '../support/cluster.ts';
import { json } from '../support/http.ts';
import { ROUNDS } from '../support/rounds.ts';
import { Scene } from '../support/scene.ts';

// The one store of all nodes dies under load, or stops answering, and comes back. FAULT_ROUNDS does it more often.

/** As long as a balancer may wait for an answer. */
const PROBE_MS = 15_000;
const TIME = 60_000 + ROUNDS * 60_000;

let cluster: Cluster;
let scene: Scene;
beforeAll(async () => {
  cluster = await openCluster();
}, 90_000);
afterAll(() => cluster?.stop());
beforeEach(async () => {
  scene = await Scene.set(cluster);
  await scene.followEverywhere();
}, 60_000);
afterEach(() => scene?.close());

test(
  'a store killed under load, and started again, costs nobody an event, and no node',
  async () => {
    const pids = cluster.nodes.map(({ pid }) => pid);
    const load = scene.load();
    for (let round = 0; round < ROUNDS; round += 1) {
      await load.acknowledged(20);
      await cluster.store.kill('SIGKILL');
      await allAnswer(503, 'unavailable');
      await cluster.store.start();
      await allAnswer(200, 'ready');
      await load.acknowledged(20);
    }
    await load.stop();
    await scene.judge();
    expect(cluster.nodes.map(({ pid, running }) => [pid, running])).toEqual(pids.map((pid) => [pid, true]));
  },
  TIME,
);

test(
  'a store that does not answer for a while costs nobody an event, nor one removed in that while a secret',
  async () => {
    const load = scene.load(scene.members.slice(0, 4));
    await load.acknowledged(20);
    const removing = scene.remove(scene.members.at(-1)!);
    cluster.store.pause();
    await allAnswer(503, 'unavailable');
    cluster.store.resume();
    await removing;
    await allAnswer(200, 'ready');
    await load.acknowledged(20);
    await load.stop();
    await scene.judge();
  },
  TIME,
);

/** Comes back when every node says so of itself. */
async function allAnswer(code: number, status: string): Promise<void> {
  for (const { url } of cluster.nodes) {
    let said: unknown;
    const says = async () => {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(PROBE_MS) });
      said = { code: response.status, status: (await json(response)).status };
      return (said as { status: string }).status === status;
    };
    await eventually(says, () => `${url} says ${JSON.stringify(said)}, not ${status}`);
    expect(said).toEqual({ code, status });
  }
}
