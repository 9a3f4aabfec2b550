import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Group } from '../shared/groups.ts';
import type { Attendance } from '../shared/presence.ts';
import { openCluster } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { view } from './support/onlooker.ts';
import { ok, Person } from './support/person.ts';

// Two nodes and Redis, in processes of their own.

let cluster: Cluster;
let staff: Person;
let leader: Person;
let ana: Person;
let ben: Person;
let outsider: Person;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  const { url } = cluster.nodes[0]!;
  staff = await Person.register(url, 'staff', 'staff');
  [leader, ana, ben, outsider] = await Person.registerEach(url, ['leader', 'ana', 'ben', 'outsider']);
}, 60_000);
afterAll(() => cluster?.stop());

let group: Group;
let topicId: string;
let open: Ear[];
beforeEach(async () => {
  open = [];
  group = await staff.makeGroup();
  for (const person of [leader, ana, ben]) await person.join(group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
  topicId = (await ana.startTopic(group, 'Tea')).topic.id;
});
afterEach(() => {
  for (const ear of open) ear.close();
});

/** Someone who hears the group on a node, and what its leaders hear if they may. */
async function listens(person: Person, node: number, where = group): Promise<Ear> {
  const ear = await Ear.open(cluster.nodes[node]!.url, person.token);
  open.push(ear);
  await ear.watch({ [`group:${where.id}`]: null, [`leaders:${where.id}`]: null });
  return ear;
}

async function attends(person: Person, node: number): Promise<Ear> {
  const ear = await listens(person, node);
  expect(await ear.ask('attending', { groupId: group.id })).toEqual({ ok: true, data: {} });
  return ear;
}

const lists = (ear: Ear): Attendance[] =>
  ear.heard.filter(({ type }) => type === 'attendance').map(({ payload }) => payload as Attendance);

const lastTold = new WeakMap<Ear, number>();

/** Comes back when a socket is told that exactly these are there; what it was told before that counts no more. */
async function told(ear: Ear, people: Person[]): Promise<Attendance> {
  const wanted = people.map(({ username }) => username).sort();
  const notice = await ear.notice((heard) => {
    if (heard.type !== 'attendance' || ear.heard.indexOf(heard) <= (lastTold.get(ear) ?? -1)) return false;
    const names = (heard.payload as Attendance).members.map(({ member }) => member.username);
    return JSON.stringify(names.sort()) === JSON.stringify(wanted);
  });
  lastTold.set(ear, ear.heard.indexOf(notice));
  return notice.payload as Attendance;
}

const placeOf = ({ members }: Attendance, person: Person) => {
  const { topicId: at, title } = members.find(({ member }) => member.id === person.id)!;
  return [at, title];
};

test('leaders on each node see who comes, what they look at, and who goes', async () => {
  const [here, there] = [await attends(leader, 0), await attends(staff, 1)];
  const comes = await listens(ana, 1);
  const also = await listens(ben, 0);
  for (const ear of [here, there]) expect((await told(ear, [leader, staff, ana, ben])).more).toBe(0);
  await view(comes, topicId);
  for (const ear of [here, there]) {
    const list = await told(ear, [leader, staff, ana, ben]);
    expect([placeOf(list, ana), placeOf(list, ben)]).toEqual([
      [topicId, 'Tea'],
      [null, null],
    ]);
  }
  await view(comes, null);
  expect(placeOf(await told(here, [leader, staff, ana, ben]), ana)).toEqual([null, null]);
  also.close();
  for (const ear of [here, there]) await told(ear, [leader, staff, ana]);
});

test('one who only looks into an open group is not listed until they join it', async () => {
  await listens(outsider, 1);
  await listens(ana, 1);
  const here = await attends(leader, 0);
  await told(here, [leader, ana]);
  await outsider.join(group);
  await told(here, [leader, ana, outsider]);
  expect(lists(here).some(({ more }) => more > 0)).toBe(false);
});

test('one who is removed on one node is gone for leaders on the other, and stays gone', async () => {
  const here = await attends(leader, 0);
  await listens(ana, 1);
  const away = await listens(ben, 1);
  await told(here, [leader, ana, ben]);
  ok(await leader.delete(`/groups/${group.slug}/members/${ben.username}`, { reason: 'Spam' }));
  await told(here, [leader, ana]);
  const gone = lists(here).length;
  await view(await listens(ana, 0), topicId);
  await told(here, [leader, ana]);
  const later = lists(here).slice(gone);
  expect(later.flatMap(({ members }) => members.map(({ member }) => member.id))).not.toContain(ben.id);
  expect(lists(away)).toEqual([]);
});

test('a member who has a second socket is listed once, with what either looks at', async () => {
  const here = await attends(leader, 0);
  await listens(ana, 0);
  await view(await listens(ana, 1), topicId);
  const list = await told(here, [leader, ana]);
  if (placeOf(list, ana)[0] === null) expect(placeOf(await told(here, [leader, ana]), ana)[0]).toBe(topicId);
  expect(lists(here).every(({ members }) => members.filter(({ member }) => member.id === ana.id).length <= 1)).toBe(
    true,
  );
});

test('who does not lead the group is not told who is there', async () => {
  const closed = await staff.makeGroup({ access: 'closed' });
  const nowhere = '0'.repeat(24);
  const ask = async (person: Person, groupId: string, where = group) =>
    (await listens(person, 0, where)).ask('attending', { groupId });
  for (const person of [ana, outsider]) expect(await ask(person, group.id)).toMatchObject({ code: 'forbidden' });
  const answers = [await ask(leader, closed.id, closed), await ask(leader, nowhere)];
  expect(answers[0]).toMatchObject({ ok: false, code: 'not_found' });
  expect(answers[1]).toEqual(answers[0]);
  for (const wrong of [{}, { groupId: 'x' }, { groupId: group.id, more: true }, null])
    expect(await (await listens(leader, 0)).ask('attending', wrong)).toMatchObject({ code: 'invalid_request' });
  // One who leads but does not hear what leaders hear.
  const deaf = await Ear.open(cluster.nodes[0]!.url, leader.token);
  open.push(deaf);
  expect(await deaf.ask('attending', { groupId: group.id })).toMatchObject({ code: 'forbidden' });
});

test('whoever no longer leads, or turns away, is told nothing more', async () => {
  const [here, there] = [await attends(leader, 1), await attends(staff, 1)];
  await told(here, [leader, staff]);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'member' }));
  await here.notice(({ type }) => type === 'revoked');
  await listens(ana, 1);
  await told(there, [leader, staff, ana]);
  await here.settled();
  expect(lists(here).flatMap(({ members }) => members.map(({ member }) => member.id))).not.toContain(ana.id);
  await there.ask('attending', { groupId: null });
  const before = lists(there).length;
  const again = await attends(staff, 1);
  await listens(ben, 1);
  await told(again, [leader, staff, ana, ben]);
  await there.settled();
  expect(lists(there).length).toBe(before);
});

test('while Redis is away each node tells of its own, and of all when it is back', async () => {
  const redis = cluster.redis!;
  const here = await attends(leader, 0);
  await listens(ana, 0);
  await listens(ben, 1);
  await told(here, [leader, ana, ben]);
  await redis.kill('SIGKILL');
  await told(here, [leader, ana]);
  await redis.start();
  await told(here, [leader, ana, ben]);
}, 60_000);
