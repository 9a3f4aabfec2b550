import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { SignedIn } from '../../bench/people.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { toId } from '../../server/db/id.ts';
import { StandingModel } from '../../server/ranks/standing.ts';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';
import { accountStream } from '../../shared/streams.ts';
import type { Author } from '../support/author.ts';
import { openCluster } from '../support/cluster.ts';
import { Scene } from '../support/scene.ts';
import { readTruth } from '../support/truth.ts';

// What the nodes do together: they count one's requests as one, and do once what one of them is enough for.

/** Posts in a minute. */
const LIMIT = 30;

let cluster: Cluster;
let scene: Scene;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false, environment: { LIMIT_FACTOR: '1' } });
}, 90_000);
afterAll(() => cluster?.stop());
beforeEach(async () => {
  scene = await Scene.set(cluster, 4);
  await scene.followEverywhere();
}, 60_000);
afterEach(() => scene?.close());

test('a member’s posts are counted over both nodes together, and on each alone while Redis is away', async () => {
  const [first, second] = scene.members;
  const nodes = (member: SignedIn) => cluster.nodes.map(({ url }) => scene.author(member, url));
  expect(await taken(nodes(first!))).toBe(LIMIT);
  await cluster.redis!.kill('SIGKILL');
  await degraded();
  expect(await taken(nodes(second!))).toBe(LIMIT * cluster.nodes.length);
  await cluster.redis!.start();
  await scene.judge();

  /** How many posts are taken of more than even each node alone would take. The rest is told when to come back. */
  async function taken(authors: Author[]): Promise<number> {
    let count = 0;
    for (let turn = 0; turn < (LIMIT + 5) * authors.length; turn += 1) {
      const { status, retryAfter } = await authors[turn % authors.length]!.try(scene.topics[0]!);
      if (status === 201) count += 1;
      else expect([status, retryAfter! > 0 && retryAfter! <= 60]).toEqual([429, true]);
    }
    return count;
  }
}, 120_000);

test('members who are due are ranked up once, by the node that has the right to it, and by another when it stops', async () => {
  await Promise.all(cluster.nodes.map((node) => node.kill('SIGTERM')));
  await makeDue(scene.members.slice(0, 2));
  await Promise.all(cluster.nodes.map((node) => node.start()));
  await ranked(scene.members.slice(0, 2));
  const holder = await holderOfRanks();

  const third = await cluster.addNode();
  expect(await holderOfRanks()).toBe(holder);
  await makeDue(scene.members.slice(2));
  await Promise.all(cluster.nodes.map((node) => node.kill('SIGTERM')));
  expect(await holderOfRanks()).toBeUndefined();
  await Promise.all(cluster.nodes.map((node) => node.start()));
  await ranked(scene.members.slice(2));
  await third.kill('SIGTERM');
  await scene.judge();
  await ranked(scene.members);
}, 120_000);

/** They have earned the second rank, and it has not been seen yet. */
async function makeDue(members: SignedIn[]): Promise<void> {
  const registeredAt = new Date(Date.now() - 10 * 86_400_000);
  const earned = { daysVisited: 5, topicsViewed: 15, rank: DEFAULT_LADDER.rungs[0]!.key };
  for (const { id } of members) {
    await StandingModel.replaceOne(
      { _id: toId(id) },
      { registeredAt, ...earned, dueAt: new Date(0) },
      { upsert: true },
    );
  }
}

/** Comes back when each has been told of a rise, on their own stream and in their groups. @throws if any was twice. */
async function ranked(members: SignedIn[]): Promise<void> {
  for (const { id } of members) {
    const streams = [accountStream(id), ...scene.streams];
    let told: number[] = [];
    const once = async () => {
      const { logs } = await readTruth(streams, []);
      const rises = (stream: string) =>
        logs.get(stream)!.filter((event) => event.type === 'rank.up' && event.data.accountId === id).length;
      told = streams.map(rises);
      return told.every((times) => times > 0);
    };
    await eventually(once, () => `told of a rise: ${told.join(', ')} times`);
    expect(told).toEqual(streams.map(() => 1));
  }
}

async function holderOfRanks(): Promise<string | undefined> {
  const leases = mongoose.connection.collection<{ _id: string; holder: string }>('leases');
  return (await leases.findOne({ _id: 'ranks that are due' }))?.holder;
}

/** Comes back when all nodes have noticed that Redis is away. */
async function degraded(): Promise<void> {
  for (const { url } of cluster.nodes) {
    const says = async () => (await (await fetch(`${url}/readyz`)).text()).includes('"degraded"');
    await eventually(says, () => `${url} is not degraded`);
  }
}
