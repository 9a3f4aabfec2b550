import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MembershipModel } from '../server/groups/membership.ts';
import type { Group } from '../shared/groups.ts';
import { reduceGroup } from '../shared/reduce/group.ts';
import type { Topic } from '../shared/topics.ts';
import { type Acting, act, actingScene, tryAct, undo } from './support/acting.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { ok, type Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Acting;
let topic: Topic;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  topic = (await scene.author.startTopic(scene.group)).topic;
});
afterAll(() => guildhall?.close());
beforeEach(async () => {
  const { slowSeconds } = await groupSeen(scene.leader);
  if (slowSeconds > 0) await act(scene.leader, scene.group, { kind: 'slow', from: slowSeconds, seconds: 0 });
  await MembershipModel.updateMany({}, { $unset: { lastPostAt: 1 } });
});

const slow = (seconds: number, from = 0) => act(scene.leader, scene.group, { kind: 'slow', from, seconds });
const groupSeen = async (who: Person): Promise<Group> => ok(await who.get(`/groups/${scene.group.slug}`)).body;
const reply = (who: Person): Promise<Answer> =>
  who.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body: `A reply ${randomUUID()}` });
const start = (who: Person): Promise<Answer> => {
  const body = `A first post ${randomUUID()}`;
  return who.post(`/groups/${scene.group.slug}/topics`, { clientId: randomUUID(), title: 'A topic', body });
};
const waits = (answer: Answer) => {
  expect(answer).toMatchObject({ status: 429, body: { code: 'slow_mode' } });
  return Number(answer.headers.get('retry-after'));
};

test('a member waits between posts and topics alike, is told how long, and goes on then', async () => {
  const { author, group } = scene;
  await slow(600);
  expect((await reply(author)).status).toBe(201);
  for (const say of [reply, start]) {
    const left = waits(await say(author));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(600);
  }
  const where = { group: toId(group.id), account: toId(author.id) };
  await MembershipModel.updateOne(where, { $set: { lastPostAt: new Date(Date.now() - 600_000) } });
  expect((await start(author)).status).toBe(201);
  waits(await reply(author));
});

test('each waits for themselves, and nobody who moderates', async () => {
  const { author, bystander, leader, moderator, staff } = scene;
  await slow(600);
  for (const who of [author, bystander, leader, leader, moderator, moderator, staff, staff])
    expect((await reply(who)).status).toBe(201);
});

test('a post sent again under its name is answered with what it made, without a wait', async () => {
  await slow(600);
  const body = { clientId: randomUUID(), body: `Once ${randomUUID()}` };
  const path = `/topics/${topic.id}/posts`;
  const first = ok(await scene.author.post(path, body)).body.post;
  expect(await scene.author.post(path, body)).toMatchObject({ status: 200, body: { post: { id: first.id } } });
});

test('what is refused makes nobody wait', async () => {
  await slow(600);
  const wrong = { clientId: randomUUID(), body: `A reply ${randomUUID()}`, replyTo: 10_000 };
  expect((await scene.author.post(`/topics/${topic.id}/posts`, wrong)).status).toBe(400);
  expect((await reply(scene.author)).status).toBe(201);
});

test('of posts and topics sent at once one is there', async () => {
  const { author } = scene;
  await slow(600);
  const answers = await Promise.all([reply, start, reply, start, reply, reply].map((say) => say(author)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201)) waits(answer);
});

test('nothing is kept of when one posted where there is no slow mode', async () => {
  ok(await reply(scene.author));
  expect(await MembershipModel.exists({ lastPostAt: { $exists: true } })).toBeNull();
});

test('everyone hears of it with why; a page that follows is what is fetched, and undoing brings back what was', async () => {
  const { author, leader } = scene;
  const before = await groupSeen(author);
  const ear = await author.listen();
  await ear.watch({ [before.head.stream]: before.head.seq });
  const done = await slow(90);
  const event = await ear.next('group.slowed');
  expect(event.data).toMatchObject({
    slowSeconds: 90,
    act: { reason: 'For order', by: { username: leader.username } },
  });
  const { head: _, ...fetched } = await groupSeen(author);
  expect(reduceGroup(before, event, author.id)).toMatchObject(fetched);
  expect(done.detail).toBe('90 s');
  await undo(leader, done);
  expect((await ear.next('group.slowed')).data.slowSeconds).toBe(0);
  expect((await groupSeen(author)).slowSeconds).toBe(0);
  ear.close();
});

test('of two leaders who change it at once one is told who was quicker', async () => {
  const { leader, second, group } = scene;
  const change = (who: Person, seconds: number) => tryAct(who, group, { kind: 'slow', from: 0, seconds });
  const both = await Promise.all([change(leader, 60), change(second, 120)]);
  const won = both.find(({ status }) => status === 201)!;
  const lost = both.find(({ status }) => status !== 201)!;
  expect(lost).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: won.body.acts[0].id } } });
});

test('an earlier step is not undone once there was a later one', async () => {
  const first = await slow(60);
  await slow(120, 60);
  expect(await scene.leader.post(`/acts/${first.id}/undo`)).toMatchObject({ status: 409 });
  expect((await groupSeen(scene.author)).slowSeconds).toBe(120);
});

test('only those who lead change it, and not beyond six hours', async () => {
  const { author, moderator, leader, group } = scene;
  for (const who of [author, moderator])
    expect(await tryAct(who, group, { kind: 'slow', from: 0, seconds: 60 })).toMatchObject({ status: 403 });
  expect(await tryAct(leader, group, { kind: 'slow', from: 0, seconds: 21_601 })).toMatchObject({ status: 400 });
});
