import { hostname } from 'node:os';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Cluster, Program } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { toId } from '../../server/db/id.ts';
import { evaluate } from '../../server/ranks/evaluate.ts';
import { noteVisit } from '../../server/ranks/metrics.ts';
import { RankUpModel } from '../../server/ranks/rank-up.ts';
import { StandingModel, type StandingRecord } from '../../server/ranks/standing.ts';
import type { Group } from '../../shared/groups.ts';
import { openCluster } from '../support/cluster.ts';
import { Ear } from '../support/ear.ts';
import { community, ok, type Person } from '../support/person.ts';

// What one of several nodes does for all is done whichever of them dies, and told once where several do it.

let cluster: Cluster;
beforeAll(async () => {
  const environment = { JOB_SECONDS: '0.5', LADDER: 'quick' };
  cluster = await openCluster({ balancer: false, redis: false, environment });
}, 60_000);
afterAll(() => cluster?.stop());

let group: Group;
let staff: Person;
let members: Person[];
beforeEach(async () => {
  ({ group, leader: staff, members } = await community(cluster.nodes[0]!.url, 2));
  for (const { id } of members) await noteVisit(toId(id));
});

const leases = () => mongoose.connection.collection<{ _id: string; holder: string; until: Date }>('leases');

/** The node that does what is done for all. */
async function holder(): Promise<Program | undefined> {
  const lease = await leases().findOne({ _id: 'ranks that are due' });
  return cluster.nodes.find(({ pid }) => lease?.holder.startsWith(`${hostname()} ${pid} `));
}

const change = ({ id }: Person, changes: Partial<StandingRecord>) =>
  StandingModel.updateOne({ _id: toId(id) }, { $set: changes });

test('when the node dies that looks for ranks that are due, another one goes on with it', async () => {
  const [aged, guest] = members as [Person, Person];
  const almost = { daysVisited: 2, topicsViewed: 10, posts: 40, kudosReceived: 15, distinctGivers: 4 };
  await change(aged, { ...almost, rank: 'ace-contributor' });
  const decision = { rank: 'guest', reason: 'A visit', until: new Date(Date.now() + 3_600_000).toISOString() };
  ok(await staff.put(`/accounts/${guest.username}/rank/assignment`, decision));
  await eventually(
    async () => (await holder()) !== undefined,
    () => 'a node looks for ranks that are due',
  );
  const dies = (await holder())!;
  const stays = cluster.nodes.find((node) => node !== dies)!;
  const ears = [await Ear.open(stays.url, aged.token), await Ear.open(stays.url, guest.token)] as const;
  await ears[0].watch({ [aged.ownStream]: null });
  await ears[1].watch({ [guest.ownStream]: null });
  await dies.kill('SIGKILL');
  const past = new Date(Date.now() - 1_000);
  const { assigned } = (await StandingModel.findById(guest.id).lean())!;
  await change(guest, { assigned: { ...assigned!, until: past }, dueAt: past });
  await change(aged, { registeredAt: new Date(Date.now() - 86_400_000), dueAt: past });
  expect((await ears[0].next('rank.up')).data).toMatchObject({ from: 'ace-contributor', to: 'community-leader' });
  expect((await ears[1].next('rank.changed')).data).toMatchObject({ rank: 'forum-explorer', source: 'earned' });
  expect(await holder()).toBe(stays);
  for (const ear of ears) ear.close();
  await dies.start();
}, 60_000);

test('a node that stops in order hands over at once', async () => {
  await eventually(
    async () => (await holder()) !== undefined,
    () => 'a node looks for ranks that are due',
  );
  const stops = (await holder())!;
  await stops.kill('SIGTERM');
  expect(await holder()).not.toBe(stops);
  await eventually(
    async () => (await holder()) !== undefined,
    () => 'another node has taken over',
  );
  await stops.start();
}, 60_000);

test('a rise that several nodes find at once is told once, in every stream', async () => {
  const topics = [];
  for (let n = 0; n < 4; n += 1) topics.push((await staff.startTopic(group)).topic);
  for (const member of members) {
    const ear = await Ear.open(cluster.nodes[1]!.url, member.token);
    await ear.watch({ [member.ownStream]: null, [`group:${group.id}`]: null });
    const active = { topicsViewed: 3, posts: 3, daysVisited: 1, dueAt: new Date() };
    await change(member, active);
    await Promise.all([
      ...topics.map(({ id }, index) => member.at(cluster.nodes[index % 2]!.url).reply(id)),
      ...Array.from({ length: 4 }, () => evaluate(toId(member.id))),
    ]);
    for (const stream of [member.ownStream, `group:${group.id}`])
      await ear.next('rank.up', (event) => event.stream === stream);
    // The line that follows on the own stream has been heard as well once a later event has.
    ok(await member.patch('/me', { displayName: 'Another name' }));
    for (const stream of [member.ownStream, `group:${group.id}`])
      await ear.next('member.updated', (event) => event.stream === stream);
    const rises = ear.events().filter(({ type }) => type === 'rank.up');
    expect(rises.map(({ stream }) => stream).sort()).toEqual([member.ownStream, `group:${group.id}`]);
    expect(await RankUpModel.countDocuments({ account: toId(member.id), rank: 'active-member' })).toBe(1);
    expect((await member.get('/me/rank')).body.history).toMatchObject([{ kind: 'up', rank: 'active-member' }]);
    ear.close();
  }
}, 60_000);
