import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Cluster, Program } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { openCluster } from '../support/cluster.ts';
import { json } from '../support/http.ts';
import type { Load } from '../support/load.ts';
import { ROUNDS } from '../support/rounds.ts';
import { Scene } from '../support/scene.ts';
import { headOf } from '../support/truth.ts';

// Redis goes away, or stops answering, and comes back empty. FAULT_ROUNDS does it more often.

const AWAY_MS = 10_000;
const TIME = 60_000 + ROUNDS * 45_000;

let cluster: Cluster;
let redis: Program;
let scene: Scene;
beforeAll(async () => {
  cluster = await openCluster();
  redis = cluster.redis!;
}, 90_000);
afterAll(() => cluster?.stop());
beforeEach(async () => {
  scene = await Scene.set(cluster);
  await scene.followEverywhere();
}, 60_000);
afterEach(async () => {
  scene?.close();
  redis.resume();
  if (!redis.running) await redis.start();
  await allSay('ready');
}, 60_000);

test(
  'without Redis for ten seconds members post and listen on, and nodes say that they are degraded',
  async () => {
    const pids = cluster.nodes.map(({ pid }) => pid);
    const load = scene.load();
    await load.acknowledged(10);
    await redis.kill('SIGKILL');
    await allSay('degraded');
    await passing(AWAY_MS, load);
    await redis.start();
    await allSay('ready');
    await load.acknowledged(20);
    await load.stop();
    await scene.judge();
    expect(cluster.nodes.map(({ pid, running }) => [pid, running])).toEqual(pids.map((pid) => [pid, true]));
    await hintsArrive();
  },
  TIME,
);

test(
  'Redis that does not answer, though it is there, holds nobody up',
  async () => {
    const load = scene.load();
    for (let round = 0; round < ROUNDS / 2; round += 1) {
      await load.acknowledged(10);
      redis.pause();
      await allSay('degraded');
      // Longer than the nodes wait before they give up the connection.
      await passing(AWAY_MS / 2 + 2_000, load);
      redis.resume();
      await allSay('ready');
    }
    await load.stop();
    await scene.judge();
    await hintsArrive();
  },
  TIME,
);

test(
  'a node that starts while Redis is away serves, and hears the others when it comes back',
  async () => {
    const [node] = cluster.nodes;
    await redis.kill('SIGKILL');
    await node!.kill('SIGKILL');
    const load = scene.load(scene.members.slice(0, 6), [cluster.nodes[1]!.url]);
    await node!.start();
    await allSay('degraded');
    await load.acknowledged(20);
    await keptUp();
    await redis.start();
    await allSay('ready');
    await load.acknowledged(20);
    await load.stop();
    await scene.judge();
    await hintsArrive();
  },
  TIME,
);

test(
  'who is removed hears nothing after it, on any node, without Redis too',
  async () => {
    const load = scene.load(scene.members.slice(0, 4));
    await load.acknowledged(10);
    const [first, second, third] = scene.members.slice(-3);
    await scene.remove(first!);
    await load.acknowledged(10);
    await redis.kill('SIGKILL');
    await scene.remove(second!);
    await load.acknowledged(10);
    await redis.start();
    redis.pause();
    await scene.remove(third!);
    await load.acknowledged(10);
    for (const follower of [first!, second!, third!].flatMap((member) => scene.followersOf(member))) {
      await follower.until(({ followed }) => followed.get(scene.streams[0]!)!.denied, 'denied');
    }
    redis.resume();
    await load.stop();
    await scene.judge();
  },
  TIME,
);

test(
  'a session ended on one node closes its sockets on the other, without Redis too',
  async () => {
    const [here, there] = cluster.nodes;
    const load = scene.load(scene.members.slice(0, 4));
    const [first, second] = scene.members.slice(-2);
    for (const member of [first!, second!]) {
      if (member === second) await redis.kill('SIGKILL');
      const follower = await scene.follow(member, there!.url);
      await scene.endSession(member, here!.url);
      await follower.until(({ refused }) => refused, 'refused');
      expect(follower.closings).toEqual(['revoked']);
      await load.acknowledged(10);
    }
    await load.stop();
    await scene.judge();
  },
  TIME,
);

/** Time passes, posts are acknowledged in it, and whoever follows keeps up. */
async function passing(ms: number, load: Load): Promise<void> {
  const over = wait(ms);
  await load.acknowledged(20);
  await keptUp();
  await over;
  await load.acknowledged(10);
  await keptUp();
}

/** Comes back when all have what there is at this moment. */
async function keptUp(): Promise<void> {
  for (const stream of scene.streams) {
    const head = await headOf(stream);
    for (const follower of scene.followers) await follower.reaches(stream, head);
  }
}

/** Comes back when every node says so of itself; both are for a balancer to send requests to. */
async function allSay(status: 'ready' | 'degraded'): Promise<void> {
  for (const { url } of cluster.nodes) {
    let said: unknown;
    const says = async () => {
      const response = await fetch(`${url}/readyz`);
      said = { code: response.status, ...(await json(response)) };
      return (said as { status: string }).status === status;
    };
    await eventually(says, () => `${url} says ${JSON.stringify(said)}, not ${status}`);
    expect(said).toMatchObject({ code: 200, store: true });
  }
}

/** Comes back when each node hears from the other by hint what it else would have to read. */
async function hintsArrive(): Promise<void> {
  for (const [here, there] of [cluster.nodes, [...cluster.nodes].reverse()]) {
    const author = scene.author(scene.members[0]!, here!.url);
    const byHint = async () => {
      const before = await eventsRead(there!);
      const { post } = await author.post(scene.topics[0]!);
      const told = scene.followers.filter(({ name }) => name.endsWith(there!.url));
      const [stream] = scene.streams;
      const heard = ({ followed }: (typeof told)[0]) =>
        followed
          .get(stream!)!
          .heard.some(({ event }) => event.type === 'post.created' && event.data.post.id === post!.id);
      for (const follower of told) await follower.until(heard, 'the post');
      return (await eventsRead(there!)) === before;
    };
    await eventually(byHint, () => `${there!.name} hears nothing from ${here!.name}`);
  }
}

async function eventsRead({ url }: Program): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^guildhall_events_read_total (\d+)/m.exec(metrics)?.[1]);
}
