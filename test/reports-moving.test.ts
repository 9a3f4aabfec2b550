import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Group } from '../shared/groups.ts';
import { reduceReportsIn } from '../shared/reduce/reports.ts';
import type { Report, Reports } from '../shared/reports.ts';
import { leadersStream, STAFF_STREAM } from '../shared/streams.ts';
import { type Acting, act, actingScene, forumOf, talk, tryAct, undo } from './support/acting.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

// What is reported of a topic goes with it to another group.

let guildhall: Guildhall;
let scene: Acting;
let other: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  other = await Person.register(guildhall.url, 'other');
  await other.join(scene.elsewhere);
  await promote(other, scene.elsewhere);
});
afterAll(() => guildhall?.close());

const promote = async ({ username }: Person, { slug }: Group) =>
  ok(await scene.staff.patch(`/groups/${slug}/members/${username}`, { role: 'leader' }));
const queue = async (who: Person, { slug }: Group): Promise<Reports> =>
  ok(await who.get(`/groups/${slug}/reports?limit=100`)).body;
const staffQueue = async (): Promise<Reports> => ok(await scene.staff.get('/staff/reports?limit=100')).body;
const claim = (who: Person, { id }: { id: string }) => who.patch(`/reports/${id}`, { claim: true });

let topic: { id: string; forumId: string };
let reported: Report;
beforeEach(async () => {
  const { author, bystander, leader, group } = scene;
  const talked = await talk(scene, 1);
  topic = talked.topic;
  ok(await bystander.post(`/posts/${talked.posts[0]!.id}/reports`, { reason: 'spam' }));
  ok(await author.post(`/posts/${talked.posts[1]!.id}/reports`, { reason: 'spam' }));
  reported = (await queue(leader, group)).items.find(({ post }) => post!.id === talked.posts[0]!.id)!;
});

const move = async (to: Group) =>
  act(scene.leader, scene.group, {
    kind: 'move',
    topicId: topic.id,
    from: topic.forumId,
    to: (await forumOf(scene.leader, to)).id,
  });

test('reports go to the queue of the group a topic goes to, and back, before the eyes of all who lead', async () => {
  const { leader, second, group, elsewhere } = scene;
  ok(await claim(second, reported));
  const ears = [await second.listen(), await other.listen()] as const;
  const before = [await queue(second, group), await queue(other, elsewhere)] as const;
  await ears[0].watch({ [leadersStream(group.id)]: before[0].head.seq });
  await ears[1].watch({ [leadersStream(elsewhere.id)]: before[1].head.seq });
  const shown = () =>
    before.map((list, index) =>
      ears[index]!.events().reduce((now, event) => reduceReportsIn({ state: 'open' })(now, event, ''), list),
    );
  const bothRight = async () => expect(shown()).toEqual([await queue(second, group), await queue(other, elsewhere)]);

  const done = await move(elsewhere);
  await ears[0].next('act.done');
  await ears[1].next('act.done');
  await bothRight();
  const [here, there] = shown();
  expect(here!.items.map(({ post }) => post!.topicId)).not.toContain(topic.id);
  expect(there!.items.filter(({ post }) => post!.topicId === topic.id)).toMatchObject([
    { claimed: null, group: { id: elsewhere.id } },
    { claimed: null, group: { id: elsewhere.id } },
  ]);
  expect(await claim(second, reported)).toMatchObject({ status: 404 });
  ok(await claim(other, reported));

  await undo(leader, done);
  await ears[0].next('act.undone');
  await ears[1].next('act.undone');
  await bothRight();
  expect(await claim(other, reported)).toMatchObject({ status: 404 });
  ok(await claim(second, reported));
  for (const ear of ears) ear.close();
});

test('those who led it here learn nothing of where it waits, where that is closed', async () => {
  const { second, group, closed, leader } = scene;
  const ear = await second.listen();
  await ear.watch({ [leadersStream(group.id)]: null });
  const done = await move(closed);
  expect((await ear.next('report.left')).data.group!.id).toBe(group.id);
  await ear.next('act.done');
  expect(JSON.stringify(ear.events())).not.toContain(closed.slug);
  await undo(leader, done);
  ear.close();
});

test('a report of one who leads where the topic goes waits for staff', async () => {
  const { staff, author, leader, second, elsewhere, group } = scene;
  await author.join(elsewhere);
  await promote(author, elsewhere);
  const ear = await staff.listen();
  await ear.watch({ [STAFF_STREAM]: null });
  const done = await move(elsewhere);
  expect((await ear.next('report.arrived')).data).toMatchObject({ id: reported.id, group: null });
  expect((await staffQueue()).items.map(({ id }) => id)).toContain(reported.id);
  for (const who of [author, leader]) expect(await claim(who, reported)).toMatchObject({ status: 404 });
  await undo(leader, done);
  expect((await staffQueue()).items.map(({ id }) => id)).not.toContain(reported.id);
  expect((await queue(second, group)).items.map(({ id }) => id)).toContain(reported.id);
  ear.close();
});

test('whoever is late in a group a topic came back to is not told what was done with it in another', async () => {
  const { leader, second, group, closed } = scene;
  await move(closed);
  const locked = await act(leader, closed, { kind: 'lock', topicId: topic.id, reason: 'Among ourselves' });
  const from = (await forumOf(leader, closed)).id;
  const back = await act(leader, closed, { kind: 'move', topicId: topic.id, from, to: topic.forumId });
  const lock = await tryAct(second, group, { kind: 'lock', topicId: topic.id });
  expect(lock).toMatchObject({ status: 409, body: { code: 'already_acted' } });
  expect(lock.body).not.toHaveProperty('current');
  expect(JSON.stringify(lock.body)).not.toContain(locked.reason);
  // That it came here is theirs to know.
  const moved = await tryAct(second, group, { kind: 'move', topicId: topic.id, from, to: scene.forum.id });
  expect(moved).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: back.id } } });
});
