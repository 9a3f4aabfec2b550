import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import type { Cluster } from '../cluster/cluster.ts';
import { eventually } from '../load/conditions.ts';
import { sharedSecret } from '../server/db/setting.ts';
import { createLogger } from '../server/lib/log.ts';
import { openRedis } from '../server/lib/redis.ts';
import { adapterOn } from '../server/live/nodes.ts';
import type { Report } from '../server/live/presence/report.ts';
import type { Group } from '../shared/groups.ts';
import { openCluster } from './support/cluster.ts';
import type { Ear } from './support/ear.ts';
import { lists, look, told, type, view } from './support/onlooker.ts';
import { community, ok, type Person } from './support/person.ts';

// Two nodes and Redis, in processes of their own.

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
}, 60_000);
afterAll(() => cluster?.stop());

let group: Group;
let leader: Person;
let ana: Person;
let ben: Person;
let topicId: string;
let open: Ear[];

beforeEach(async () => {
  const made = await community(cluster.nodes[0]!.url, 2);
  ({ group, leader } = made);
  [ana, ben] = made.members as [Person, Person];
  topicId = (await ana.startTopic(group)).topic.id;
  open = [];
});
afterEach(() => {
  for (const ear of open) ear.close();
});

async function looks(person: Person, node: number): Promise<Ear> {
  const ear = await look(person, group, topicId, cluster.nodes[node]!.url);
  open.push(ear);
  return ear;
}

/** Something on the same Redis that speaks as a node does. */
async function stranger() {
  const redis = openRedis(cluster.redis!.url, createLogger('silent'));
  await eventually(
    () => redis.answers(),
    () => 'Redis is connected',
  );
  const io = new Server({ adapter: adapterOn(redis, await sharedSecret('community')) });
  const hears = (matches: (report: Report) => boolean) =>
    new Promise<void>((resolve) => io.on('gathered', (report: Report) => matches(report) && resolve()));
  await hears(() => true);
  return {
    hears,
    say: (report: unknown) => void io.serverSideEmit('gathered', report),
    close: () => redis.close(),
  };
}

test('members on different nodes see each other come, write and go', async () => {
  const [here, there] = [await looks(ana, 0), await looks(ben, 1)];
  await told(here, 'presence', [ana, ben]);
  await told(there, 'presence', [ana, ben]);
  await type(here, topicId);
  await told(there, 'typing', [ana]);
  await type(here, topicId, false);
  await told(there, 'typing', []);
  await view(here, null);
  await told(there, 'presence', [ben]);
});

test('a member on both nodes counts once', async () => {
  const [here, there] = [await looks(ana, 0), await looks(ana, 1)];
  await looks(ben, 1);
  await told(here, 'presence', [ana, ben]);
  await told(there, 'presence', [ana, ben]);
  expect([...lists(here, 'presence'), ...lists(there, 'presence')].every(({ count }) => count <= 2)).toBe(true);
});

test('one who comes is told at once who is on the other node', async () => {
  const here = await looks(ana, 0);
  const there = await looks(leader, 1);
  await told(here, 'presence', [ana, leader]);
  const comes = await looks(ben, 1);
  expect(lists(comes, 'presence')[0]).toMatchObject({ count: 3 });
  await told(there, 'presence', [ana, leader, ben]);
});

test('one who is removed on one node is told nothing more on the other, and is listed on neither', async () => {
  const [here, there] = [await looks(ana, 0), await looks(ben, 1)];
  await type(there, topicId);
  await told(here, 'typing', [ben]);
  ok(await leader.delete(`/groups/${group.slug}/members/${ben.username}`, { reason: 'Spam' }));
  await told(here, 'typing', []);
  await told(here, 'presence', [ana]);
  await looks(leader, 0);
  await told(here, 'presence', [ana, leader]);
  await there.notice(({ type }) => type === 'revoked');
  await there.settled();
  expect(there.heard.slice(there.heard.findIndex(({ type }) => type === 'revoked') + 1)).toEqual([]);
});

test('a node that comes is told who is where, without anyone moving', async () => {
  await looks(ana, 0);
  const node = await cluster.addNode();
  const comes = await looks(ben, cluster.nodes.indexOf(node));
  await told(comes, 'presence', [ana, ben]);
  await node.kill('SIGTERM');
});

test('members of a node that stops are gone with it, and are back when they are on another', async () => {
  const node = await cluster.addNode();
  const here = await looks(ana, 0);
  const away = await looks(ben, cluster.nodes.indexOf(node));
  await told(here, 'presence', [ana, ben]);
  await node.kill('SIGTERM');
  await told(here, 'presence', [ana]);
  expect(away.heard.some(({ type }) => type === 'closing')).toBe(true);
  await looks(ben, 1);
  await told(here, 'presence', [ana, ben]);
});

test('a node that asks is told all there is, as often as it asks', async () => {
  await looks(ana, 0);
  const { say, hears, close } = await stranger();
  for (const _time of [1, 2]) {
    const told = hears(({ lists, complete }) => complete && lists.some((list) => list.topicId === topicId));
    say({ node: 'stranger', lists: [], complete: true, asks: true });
    await told;
  }
  await close();
});

test('what makes no sense from another node is dropped, and what it says is forgotten when it says no more', async () => {
  const here = await looks(ana, 0);
  await told(here, 'presence', [ana]);
  const { say, close } = await stranger();
  const { id, username, displayName, rank } = ben.account;
  const member = { id, username, displayName, rank };
  const list = { kind: 'presence', topicId, count: 1, members: [member] };
  const nonsense = [
    null,
    'presence',
    { node: 'stranger' },
    { node: 'stranger', lists: [{ ...list, kind: 'constructor' }] },
    { node: 'stranger', lists: [{ ...list, topicId: '__proto__' }] },
    { node: 'stranger', lists: [{ ...list, count: -1 }] },
    { node: 'stranger', lists: [{ ...list, members: Array(51).fill(member) }] },
    { node: 'stranger', lists: [{ ...list, members: [{ ...member, displayName: { $ne: '' } }] }] },
    { node: 'stranger', lists: Array(21).fill(list) },
    { node: 'x'.repeat(41), lists: [list] },
  ];
  for (const report of nonsense) say(report);
  say({ node: 'stranger', lists: [{ ...list, count: 3, later: 'what another version adds' }] });
  await here.notice(({ type, payload }) => type === 'presence' && (payload as { count: number }).count === 4);
  await close();
  expect(lists(here, 'presence').map(({ count }) => count)).toEqual([1, 4]);
  expect(lists(here, 'presence')[1]!.members.map((one) => one.id)).toEqual([ana.id, ben.id]);
  await told(here, 'presence', [ana]);
});

test('members of a node that is killed fade; while Redis is away each node tells of its own, and of all when it is back', async () => {
  const redis = cluster.redis!;
  const [here, there] = [await looks(ana, 0), await looks(ben, 1)];
  await told(here, 'presence', [ana, ben]);
  await redis.kill('SIGKILL');
  // Both at once: what the others last said is believed for a while.
  await Promise.all([told(here, 'presence', [ana]), told(there, 'presence', [ben])]);
  await looks(leader, 1);
  await told(there, 'presence', [ben, leader]);
  await redis.start();
  await Promise.all([told(here, 'presence', [ana, ben, leader]), told(there, 'presence', [ana, ben, leader])]);
  await cluster.nodes[1]!.kill('SIGKILL');
  await told(here, 'presence', [ana]);
  await cluster.nodes[1]!.start();
}, 90_000);
