import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Cluster, Program } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { openCluster } from '../support/cluster.ts';
import { Crowd } from '../support/crowd.ts';
import { Page } from '../support/page.ts';
import { Scene } from '../support/scene.ts';
import { headOf } from '../support/truth.ts';
import { Way } from '../support/way.ts';

// Clients that sleep, and connections that are dead without either end having been told.

/** How many missed events the node of the sleepers tells. */
const BACKLOG = 20;

/** After how many seconds of silence both ends ask; a connection is given up nearly twice as long after it died. */
const PING_SECONDS = 8;

let cluster: Cluster;
let scene: Scene;
let way: Way;
beforeAll(async () => {
  cluster = await openCluster({ nodes: 1, balancer: false, environment: { PING_SECONDS: String(PING_SECONDS) } });
  await cluster.addNode({ BACKLOG: String(BACKLOG) });
}, 90_000);
afterAll(() => cluster?.stop());
beforeEach(async () => {
  scene = await Scene.set(cluster);
}, 60_000);
afterEach(() => {
  scene?.close();
  way?.close();
});

test('a client that sleeps longer than is kept for it begins again, and shows what is there', async () => {
  way = await Way.to(cluster.nodes[1]!.url);
  const [member] = scene.members;
  const sleeper = await scene.follow(member!, way.url);
  const page = await Page.open(sleeper, scene.author(member!), scene.topics[0]!);
  // One group's events are half of them.
  await sleepThrough(BACKLOG / 2);
  expect(sleeper.resets).toBe(0);
  await sleepThrough(BACKLOG * 4);
  expect(sleeper.resets).toBe(scene.streams.length);
  await scene.judge([sleeper]);
  const { shown, fresh } = await page.compared();
  expect(shown).toEqual(fresh);

  async function sleepThrough(posts: number): Promise<void> {
    way.shut();
    await sleeper.until(({ connected }) => !connected, 'asleep');
    const load = scene.load(scene.members.slice(1, 4));
    await load.acknowledged(posts);
    // After the longer sleep the rest is posted while it catches up.
    const more = load.acknowledged(BACKLOG / 2);
    if (posts > BACKLOG) way.open();
    await more;
    await load.stop();
    way.open();
    for (const stream of scene.streams) await sleeper.reaches(stream, await headOf(stream));
  }
}, 120_000);

test('a connection that is dead and not closed is given up by both ends, and costs no event', async () => {
  const [node] = cluster.nodes as [Program];
  await scene.follow(scene.members[0]!, node.url);
  way = await Way.to(node.url);
  const far = await scene.follow(scene.members[1]!, way.url);
  const crowd = new Crowd();
  try {
    const held = scene.members.slice(2, 5);
    const from = new Map<string, number>();
    for (const stream of scene.streams) from.set(stream, await headOf(stream));
    await crowd.open(node.url, held, from);
    expect(await sockets(node)).toBe(2 + held.length);
    const load = scene.load(scene.members.slice(0, 1), [node.url], 300);
    way.silence();
    crowd.pause();
    await far.until(({ connections, connected }) => connections === 2 && connected, 'back', 120_000);
    await eventually(
      async () => (await sockets(node)) === 2,
      () => 'the node holds on to sockets nobody is at',
      120_000,
    );
    crowd.resume();
    await load.acknowledged(10);
    await load.stop();
    await scene.judge();
    await scene.judgeCrowd(crowd);
    expect(await crowd.connections()).toBe(2 * held.length);
    expect(await crowd.resets()).toBe(0);
  } finally {
    await crowd.stop();
  }
}, 300_000);

async function sockets({ url }: Program): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^guildhall_sockets (\d+)/m.exec(metrics)?.[1]);
}
