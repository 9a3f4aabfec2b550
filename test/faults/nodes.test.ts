import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Cluster, Program } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { noAnswer } from '../support/author.ts';
import { openCluster } from '../support/cluster.ts';
import type { Follower } from '../support/follower.ts';
import { temporaryDirectory } from '../support/process.ts';
import { ROUNDS } from '../support/rounds.ts';
import { Scene } from '../support/scene.ts';

// Nodes end, in whatever way, while members write and listen. FAULT_ROUNDS ends them more often.

const PRELOAD = fileURLToPath(new URL('../support/end-at-commit.mjs', import.meta.url));

let orders: string;
let cluster: Cluster;
let scene: Scene;
beforeAll(async () => {
  orders = await temporaryDirectory();
  cluster = await openCluster({
    environment: { NODE_OPTIONS: `--import=${PRELOAD}`, END_AT_COMMIT: join(orders, 'node') },
  });
}, 90_000);
afterAll(async () => {
  await cluster?.stop();
  await rm(orders, { recursive: true });
});
beforeEach(async () => {
  scene = await Scene.set(cluster);
  await scene.followEverywhere();
}, 60_000);
afterEach(() => scene?.close());

const TIME = 60_000 + ROUNDS * 45_000;

test(
  'a node killed under load, and started again, costs nobody an event',
  async () => {
    const load = scene.load();
    for (let round = 0; round < ROUNDS; round += 1) {
      const node = cluster.nodes[round % 2]!;
      await load.acknowledged(20);
      await node.kill('SIGKILL');
      await load.acknowledged(20);
      await node.start();
      await load.acknowledged(20);
    }
    await load.stop();
    await scene.judge();
    expect(listeningAt(cluster.nodes[0]!.url).every(({ connections }) => connections > 1)).toBe(true);
  },
  TIME,
);

test.each([
  ['killed', 'and nothing else is said', 'SIGKILL', []],
  ['killed', 'while others post', 'SIGKILL', [1, 2, 3, 4]],
  ['held up', 'and nothing else is said', 'SIGSTOP', []],
  ['held up', 'while others post', 'SIGSTOP', [1, 2, 3, 4]],
])(
  'what a node committed is told by the others if it is %s before it told anyone, %s',
  async (_what, _meanwhile, signal, others) => {
    const load = scene.load(others.map((index) => scene.members[index]!));
    for (let round = 0; round < ROUNDS; round += 1) {
      const [node, other] = (round % 2 === 0 ? cluster.nodes : [...cluster.nodes].reverse()) as [Program, Program];
      const order = `${join(orders, 'node')}-${new URL(node.url).port}`;
      const author = scene.author(scene.members[0]!, node.url);
      // The first request of a member on a node is a visit, which commits something of its own.
      await author.post(scene.topics[0]!);
      await give(order, signal);
      const posting = author.post(scene.topics[0]!);
      const untold = await whatWasCommitted(`${order}.done`);
      for (const { stream, seq } of untold) {
        for (const follower of listeningAt(other.url)) {
          if (follower.followed.has(stream)) await follower.reaches(stream, seq);
        }
      }
      if (signal === 'SIGSTOP') await wakes(node);
      else await node.ended.then(() => node.start());
      await posting;
    }
    await load.stop();
    await scene.judge();
  },
  TIME,
);

test(
  'nodes that are stopped one after the other under load fail no request, and tell their clients to come back',
  async () => {
    const visitors = scene.members.slice(0, 6).map((member) => scene.author(member));
    let stopping = false;
    let served = 0;
    const failures: string[] = [];
    const visits = visitors.map(async (visitor, index) => {
      for (let turn = index; !stopping; turn += 1) {
        const topic = scene.topics[turn % 2]!;
        const answers = [await visitor.try(topic), await visitor.ask('GET', `/topics/${topic}/posts`).catch(noAnswer)];
        for (const { status, body } of answers) {
          if (status === 200 || status === 201) served += 1;
          else failures.push(`${status} ${JSON.stringify(body)}`);
        }
      }
    });
    const more = (count: number, target = served + count) =>
      eventually(
        async () => failures.length > 0 || served >= target,
        () => `${target} requests, of which there are ${served}`,
      );
    for (let round = 0; round < ROUNDS; round += 1) {
      const node = cluster.nodes[round % 2]!;
      const clients = listeningAt(node.url);
      await more(50);
      await node.kill('SIGTERM');
      expect(await node.ended).toEqual({ code: 0, signal: null });
      for (const { closings } of clients) expect(closings.at(-1)).toBe('draining');
      await more(50);
      await node.start();
      // The balancer looks again for a node it found gone.
      for (const client of clients) await client.until(({ connected }) => connected, 'back');
      await more(50);
    }
    stopping = true;
    await Promise.all(visits);
    expect(failures).toEqual([]);
    await scene.judge();
  },
  TIME,
);

/** The node must not find half an order. */
async function give(order: string, signal: string): Promise<void> {
  await writeFile(`${order}.new`, signal);
  await rename(`${order}.new`, order);
}

/** It may tell what it has committed a little before it stops. */
function wakes(node: Program): Promise<void> {
  const answers = async () => {
    node.resume();
    return fetch(`${node.url}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  return eventually(answers, () => `${node.name} does not go on`);
}

const listeningAt = (url: string): Follower[] => scene.followers.filter(({ name }) => name.endsWith(` ${url}`));

type Committed = { stream: string; seq: number }[];

/** Comes back when the node has obeyed. */
async function whatWasCommitted(path: string): Promise<Committed> {
  let committed: Committed | null = null;
  const read = async () => {
    committed = await readFile(path, 'utf8').then(JSON.parse, () => null);
    return committed !== null;
  };
  await eventually(read, () => 'nothing was committed');
  await rm(path);
  return committed!;
}
