import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import { eventually } from '../load/conditions.ts';
import { toId } from '../server/db/id.ts';
import { ReportModel } from '../server/reports/report.ts';
import type { Group } from '../shared/groups.ts';
import type { Report } from '../shared/reports.ts';
import { leadersStream } from '../shared/streams.ts';
import { codeOf } from './support/closed.ts';
import { openCluster } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { ok, Person } from './support/person.ts';

// Two nodes. The second leader looks on from the first of them.

jest.setTimeout(60_000);

let cluster: Cluster;
let staff: Person;
let leader: Person;
let second: Person;
let member: Person;
let group: Group;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  const { url } = cluster.nodes[0]!;
  staff = await Person.register(url, 'staff', 'staff');
  [leader, second, member] = await Person.registerEach(url, ['leader', 'second', 'member']);
  group = await staff.makeGroup();
  for (const person of [leader, second, member]) await person.join(group);
  for (const person of [leader, second]) await lead(person);
}, 60_000);
afterAll(() => cluster?.stop());

const lead = async ({ username }: Person, role = 'leader') =>
  ok(await staff.patch(`/groups/${group.slug}/members/${username}`, { role }));

let ear: Ear;
let open: Ear[];
let waiting: Report;
beforeEach(async () => {
  open = [];
  ear = await listen(second, 0);
  const { post } = await member.startTopic(group);
  ok(await staff.post(`/posts/${post.id}/reports`, { reason: 'spam' }));
  waiting = (await ear.next('report.filed')).data;
});
afterEach(() => {
  for (const one of open) one.close();
});

async function listen(person: Person, node: number): Promise<Ear> {
  const one = await Ear.open(cluster.nodes[node]!.url, person.token);
  open.push(one);
  await one.watch({ [leadersStream(group.id)]: null });
  return one;
}

const claim = (who: Person, claimed = true) => who.patch(`/reports/${waiting.id}`, { claim: claimed });
const dismiss = (who: Person) => who.patch(`/reports/${waiting.id}`, { resolution: 'dismissed', reason: 'Harmless' });
const isOfIt = ({ data }: { data: { id: string } }) => data.id === waiting.id;
const released = () => ear.next('report.released', isOfIt);
const ofType = (type: string) =>
  ear.events().filter((event) => event.type === type && (event.data as { id: string }).id === waiting.id);

/** Until when the claim holds; 0 where there is none. */
async function until(): Promise<number> {
  const { claimed } = (await ReportModel.findById(toId(waiting.id)).lean())!;
  return claimed?.until.getTime() ?? 0;
}

const runOut = () => ReportModel.updateOne({ _id: toId(waiting.id) }, { $set: { 'claimed.until': new Date(1) } });

test('of two who claim at once one has it, and the other learns who does and since when', async () => {
  const [here, there] = [leader, second.at(cluster.nodes[1]!.url)];
  const both = await Promise.all([claim(here), claim(there)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const won = both.find(({ status }) => status === 200)!.body.report as Report;
  const lost = both.find(({ status }) => status === 409)!;
  expect(lost.body).toMatchObject({ code: 'claimed', current: { id: waiting.id, claimed: won.claimed } });
  expect(lost.body.detail).toContain(won.claimed!.by.displayName);
  expect((await ear.next('report.claimed', isOfIt)).data).toEqual(won);
});

test('nobody else decides what someone looks at, until they put it back', async () => {
  ok(await claim(leader));
  expect(codeOf(await dismiss(second))).toBe('claimed');
  expect(codeOf(await claim(second, false))).toBe('claimed');
  ok(await claim(leader, false));
  expect((await released()).actor.id).toBe(leader.id);
  ok(await dismiss(second));
  expect(codeOf(await claim(leader))).toBe('already_decided');
});

test('a claim ends soon after its leader has left', async () => {
  const own = await listen(leader, 1);
  ok(await claim(leader));
  own.close();
  await eventually(
    async () => (await until()) === 0,
    () => 'the claim is released',
  );
  const { data, actor } = await released();
  expect([data.claimed, actor.id]).toEqual([null, leader.id]);
  ok(await claim(second));
});

test('a claim outlasts a page that is loaded again, and a device of two, on whichever node', async () => {
  const first = await listen(leader, 0);
  ok(await claim(leader));
  const before = await until();
  await listen(leader, 1);
  first.close();
  await eventually(
    async () => (await until()) > before,
    () => 'the claim is put off',
  );
  expect(ofType('report.released')).toEqual([]);
});

test('a claim ends at once when its holder leads no more', async () => {
  await listen(leader, 1);
  ok(await claim(leader));
  await lead(leader, 'member');
  await released();
  expect(await until()).toBe(0);
  expect(codeOf(await claim(leader))).toBe('not_found');
  await lead(leader);
});

test('a claim that nobody puts off is released once, whichever node comes to it', async () => {
  ok(await claim(leader));
  await runOut();
  await released();
  ok(await claim(second));
  await ear.next('report.claimed', ({ actor }) => actor.id === second.id);
  expect(ofType('report.released')).toHaveLength(1);
});

test('a claim does not outlive the node its leader was on', async () => {
  await listen(leader, 1);
  ok(await claim(leader));
  await cluster.nodes[1]!.kill('SIGKILL');
  // As if a minute had passed.
  await runOut();
  expect((await released()).actor.id).toBe(leader.id);
});
