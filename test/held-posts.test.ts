import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { reduceHeldPosts } from '../shared/reduce/held.ts';
import type { Report } from '../shared/reports.ts';
import type { HeldPost, HeldPosts } from '../shared/rules.ts';
import type { Post, Topic } from '../shared/topics.ts';
import { type Acting, act, actingScene, postsSeen } from './support/acting.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Acting;
let topic: Topic;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  await put(0);
});
afterAll(() => guildhall?.close());
beforeEach(async () => {
  topic = (await scene.author.startTopic(scene.group)).topic;
});

const HOLD = { kind: 'keyword', name: 'Sales', action: 'hold', words: ['for sale'], message: 'Sales wait' };
async function put(preapprove: number): Promise<void> {
  const path = `/groups/${scene.group.slug}/rules`;
  const { version } = ok(await scene.leader.get(path)).body;
  ok(await scene.leader.put(path, { version, items: [HOLD], preapprove, reason: 'For order' }));
}
const send = (who: Person, body = `For sale ${randomUUID()}`, more: object = {}): Promise<Answer> =>
  who.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body, ...more });
const start = (who: Person, more: object = {}): Promise<Answer> => {
  const body = `For sale ${randomUUID()}`;
  return who.post(`/groups/${scene.group.slug}/topics`, { clientId: randomUUID(), title: 'A sale', body, ...more });
};
async function held(answer: Promise<Answer>): Promise<HeldPost> {
  const { status, body } = await answer;
  expect(status).toBe(202);
  return body.held;
}
const own = async (who: Person): Promise<HeldPosts> => ok(await who.get('/me/held')).body;
const reportOf = async ({ body }: HeldPost): Promise<Report> => {
  const { items } = ok(await scene.leader.get(`/groups/${scene.group.slug}/reports?kind=held&limit=100`)).body;
  return items.find(({ post }: Report) => post!.body === body);
};
const decide = async (post: HeldPost, resolution: string, who = scene.leader): Promise<Answer> =>
  who.patch(`/reports/${(await reportOf(post)).id}`, { resolution, reason: 'Looked at' });

test('a held reply is for its author and those who lead alone; approved, it is posted as any other', async () => {
  const { author, bystander, leader, group } = scene;
  const before = await own(author);
  const ear = await author.listen();
  await ear.watch({ [author.ownStream]: before.head.seq });
  const waiting = await held(send(author));
  expect(waiting).toMatchObject({ topicId: topic.id, groupId: group.id, state: 'held', why: 'Sales wait' });
  const during = await own(author);
  expect(reduceHeldPosts(before, await ear.next('post.held'), author.id).items).toEqual(during.items);
  expect(during.items.map(({ id }) => id)).toContain(waiting.id);
  expect((await own(bystander)).items).toEqual([]);
  expect(await postsSeen(bystander, topic.id)).toHaveLength(1);
  const report = await reportOf(waiting);
  expect(report).toMatchObject({ kind: 'held', post: { id: null, number: null, title: topic.title } });
  expect(report.entries).toMatchObject([{ by: null, note: 'Sales' }]);

  const other = await bystander.listen();
  await other.watch({ [group.head.stream]: null });
  const { acts } = ok(await decide(waiting, 'approved')).body;
  const { data, actor } = await other.next('post.created');
  expect(data.post).toMatchObject({ number: 2, body: waiting.body, clientId: waiting.clientId });
  expect([actor.id, data.post.author.id]).toEqual([author.id, author.id]);
  expect(acts).toMatchObject([{ kind: 'approve-post', by: { username: leader.username }, posts: [{ number: 2 }] }]);
  expect((await postsSeen(bystander, topic.id)).at(-1)).toMatchObject({ id: data.post.id });
  const after = reduceHeldPosts(during, await ear.next('held.decided'), author.id);
  expect(after.items).toEqual((await own(author)).items);
  ear.close();
  other.close();
});

test('a held topic is posted as a topic once it is approved', async () => {
  const { author, bystander, group } = scene;
  const waiting = await held(start(author));
  expect(waiting).toMatchObject({ topicId: null, title: 'A sale' });
  ok(await decide(waiting, 'approved'));
  const { items } = ok(await bystander.get(`/groups/${group.slug}/topics`)).body;
  expect(items[0]).toMatchObject({ title: 'A sale', author: { id: author.id }, postCount: 1 });
});

test('what is refused is not posted, and its author is told why', async () => {
  const { author } = scene;
  const waiting = await held(send(author));
  const ear = await author.listen();
  await ear.watch({ [author.ownStream]: null });
  expect(ok(await decide(waiting, 'refused')).body.acts).toMatchObject([{ kind: 'refuse-post' }]);
  expect((await ear.next('held.decided')).data).toMatchObject({ id: waiting.id, state: 'refused', why: 'Looked at' });
  expect(await postsSeen(author, topic.id)).toHaveLength(1);
  ear.close();
});

describe('sent again under its name', () => {
  test.each([
    ['a reply', (who: Person, again: object) => send(who, 'For sale', again)],
    ['a topic', (who: Person, again: object) => start(who, { body: 'For sale', ...again })],
  ])('%s is held once, also at once, and once it is posted answered with that', async (_what, say) => {
    const { author } = scene;
    const again = { clientId: randomUUID(), body: `For sale ${randomUUID()}` };
    const answers = await Promise.all([say(author, again), say(author, again), say(author, again)]);
    const all = [...answers, await say(author, again)];
    expect(all.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(all.map(({ body }) => body.held.id)).size).toBe(1);
    ok(await decide(all[0]!.body.held, 'approved'));
    expect(await say(author, again)).toMatchObject({ status: 200, body: { post: { body: again.body } } });
  });

  test('something else is refused', async () => {
    const { author } = scene;
    const { clientId } = await held(send(author));
    expect((await start(author, { clientId })).status).toBe(400);
  });
});

test('the same words twice are refused while the first wait', async () => {
  const body = `For sale ${randomUUID()}`;
  await held(send(scene.author, body));
  expect(await send(scene.author, `${body} `)).toMatchObject({ status: 409, body: { code: 'duplicate_post' } });
});

test('a member has only so many waiting', async () => {
  const member = await Person.register(guildhall.url);
  await member.join(scene.group);
  for (let count = 0; count < 20; count += 1) await held(send(member));
  expect(await send(member)).toMatchObject({ status: 409, body: { code: 'limit_reached' } });
  const [first] = (await own(member)).items;
  ok(await member.delete(`/me/held/${first!.id}`));
  await held(send(member));
});

test('its author withdraws it, which decides it; nobody else does', async () => {
  const { author, bystander, leader } = scene;
  const waiting = await held(send(author));
  const report = await reportOf(waiting);
  for (const who of [bystander, leader]) expect((await who.delete(`/me/held/${waiting.id}`)).status).toBe(404);
  const ear = await leader.listen();
  await ear.watch({ [`leaders:${scene.group.id}`]: null });
  ok(await author.delete(`/me/held/${waiting.id}`));
  expect((await ear.next('report.resolved')).data).toMatchObject({ id: report.id, resolution: 'withdrawn' });
  expect((await author.delete(`/me/held/${waiting.id}`)).status).toBe(409);
  const late = await leader.patch(`/reports/${report.id}`, { resolution: 'approved', reason: 'R' });
  expect(late).toMatchObject({ status: 409, body: { code: 'already_decided' } });
  ear.close();
});

test('of approving, refusing and withdrawing at once one happens', async () => {
  const { author, leader, second } = scene;
  const waiting = await held(send(author));
  const { id } = await reportOf(waiting);
  const answers = await Promise.all([
    leader.patch(`/reports/${id}`, { resolution: 'approved', reason: 'R' }),
    second.patch(`/reports/${id}`, { resolution: 'refused', reason: 'R' }),
    author.delete(`/me/held/${waiting.id}`),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  expect((await own(author)).items.map((one) => one.id)).not.toContain(waiting.id);
});

test('what cannot be posted any more is not, and waits on', async () => {
  const { leader, group, elsewhere, staff } = scene;
  const member = await Person.register(guildhall.url);
  await member.join(group);
  const waiting = await held(send(member));
  const lock = await act(leader, group, { kind: 'lock', topicId: topic.id });
  expect(await decide(waiting, 'approved')).toMatchObject({ status: 409, body: { code: 'topic_locked' } });
  ok(await leader.post(`/acts/${lock.id}/undo`));
  ok(await member.delete(`/groups/${group.slug}/membership`));
  expect(await decide(waiting, 'approved')).toMatchObject({ status: 403, body: { code: 'not_a_member' } });
  await member.join(group);
  const [from, to] = [topic.forumId, ok(await staff.get(`/groups/${elsewhere.slug}`)).body.forums[0].id];
  await act(leader, group, { kind: 'move', topicId: topic.id, from, to });
  expect(await decide(waiting, 'approved')).toMatchObject({ status: 409, body: { code: 'topic_removed' } });
  await act(leader, group, { kind: 'ban', username: member.username });
  expect(await decide(waiting, 'approved')).toMatchObject({ status: 403, body: { code: 'banned' } });
  expect(ok(await decide(waiting, 'refused')).body.report.resolution).toBe('refused');
});

describe('with pre-approval', () => {
  test('the first posts of who joins from then on wait, until enough are approved; of all others none', async () => {
    const { author, leader, group } = scene;
    const sooner = await Person.register(guildhall.url);
    await sooner.join(group);
    await put(2);
    const later = await Person.register(guildhall.url);
    await later.join(group);
    const hello = () => `Hello ${randomUUID()}`;
    for (const who of [author, sooner, leader]) expect((await send(who, hello())).status).toBe(201);
    const first = await held(send(later, hello()));
    const second = await held(start(later, { body: hello() }));
    ok(await decide(first, 'approved'));
    const third = await held(send(later, hello()));
    ok(await decide(third, 'refused'));
    ok(await decide(second, 'approved'));
    const { post }: { post: Post } = ok(await send(later, hello())).body;
    expect(post.author.id).toBe(later.id);
    await put(0);
  });

  test('leaving and coming back is no way around it', async () => {
    await put(1);
    const member = await Person.register(guildhall.url);
    await member.join(scene.group);
    await held(send(member, `Hello ${randomUUID()}`));
    ok(await member.delete(`/groups/${scene.group.slug}/membership`));
    await member.join(scene.group);
    await held(send(member, `Hello ${randomUUID()}`));
    await put(0);
    expect((await send(member, `Hello ${randomUUID()}`)).status).toBe(201);
  });
});
