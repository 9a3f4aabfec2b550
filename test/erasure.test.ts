import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import { eraseSome } from '../server/staff/erasure-steps.ts';
import type { Group } from '../shared/groups.ts';
import { reducePosts } from '../shared/reduce/posts.ts';
import type { Erasure } from '../shared/staff.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { fresh, ok, Person } from './support/person.ts';
import { places } from './support/places.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let other: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, other] = await Person.registerEach(guildhall.url, ['leader', 'other']);
  group = await staff.makeGroup();
  for (const person of [leader, other]) await person.join(group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
  const hold = { kind: 'keyword', name: 'Waiting', action: 'hold', words: ['waiting'] };
  ok(await staff.put(`/groups/${group.slug}/rules`, { version: 0, items: [hold], preapprove: 0, reason: 'To try' }));
});
afterAll(() => guildhall?.close());

const erase = (who: Person, { username }: Person, posts: 'keep' | 'remove', more: object = {}) =>
  who.post(`/staff/accounts/${username}/erasure`, { username, posts, reason: 'They asked for it', ...more });

async function erased({ id }: Person): Promise<void> {
  await eventually(
    async () => {
      const { items } = ok(await staff.get('/staff/erasures')).body as { items: Erasure[] };
      return items.some(({ accountId, finishedAt }) => accountId === id && finishedAt !== null);
    },
    () => 'the erasure is done',
  );
}

/** Someone who has left something everywhere, all of it with a word nobody else uses. */
async function someoneWhoLived(): Promise<{ subject: Person; word: string; topicId: string; postId: string }> {
  const subject = await Person.register(guildhall.url, 'zaphod');
  const word = fresh('marker');
  ok(await subject.patch('/me', { displayName: `Zaphod ${word}` }));
  await subject.join(group);
  const { topic, post } = await subject.startTopic(group, `About ${word}`, `The first ${word}`);
  ok(await subject.patch(`/posts/${post.id}`, { body: `The second ${word}` }));
  const reply = await other.reply(topic.id, 'A reply of somebody else');
  ok(await subject.put(`/posts/${reply.id}/kudos`));
  ok(await subject.put(`/me/drafts/topic:${topic.id}`, { title: '', body: `A draft ${word}`, updatedAt: null }));
  ok(await subject.put(`/subscriptions/topic/${topic.id}`, { level: 'on' }));
  const begun = { username: other.username, clientId: randomUUID(), body: `In private ${word}` };
  const { message } = ok(await subject.post('/me/conversations', begun)).body;
  ok(await other.post(`/messages/${message.id}/reports`, { reason: 'Rude' }));
  ok(await other.post('/me/conversations', { username: subject.username, clientId: randomUUID(), body: 'An answer' }));
  const closed = await staff.makeGroup({ access: 'closed', criteria: 'None' } as never);
  ok(await subject.post(`/groups/${closed.slug}/join-requests`, { message: `Please, says ${word}` }));
  const lead = { name: `Friends of ${word}`, category: 'Impact', access: 'open', description: word, motivation: word };
  ok(await subject.post('/lead-applications', lead));
  ok(await leader.post(`/groups/${group.slug}/acts`, { kind: 'pin', topicId: topic.id, reason: 'Worth it' }));
  ok(await other.post(`/posts/${post.id}/reports`, { reason: 'other', note: 'Strange' }));
  ok(await subject.post(`/posts/${reply.id}/reports`, { reason: 'other', note: `Reported, says ${word}` }));
  const held = await subject.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body: `Waiting ${word}` });
  expect(held.status).toBe(202);
  return { subject, word, topicId: topic.id, postId: post.id };
}

test('of an erased member nothing is left, no name, no address, no word, and what others said stays', async () => {
  const { subject, word, topicId } = await someoneWhoLived();
  const ears = [await subject.listen(), await other.listen()] as const;
  await ears[1].watch({ [group.head.stream]: null });
  const before = ok(await other.get(`/topics/${topicId}/posts`)).body;
  ok(await erase(staff, subject, 'remove'));
  expect((await ears[0].notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'revoked' });
  const updated = await ears[1].next('member.updated');
  expect(updated.data).toMatchObject({
    displayName: 'Erased member',
    username: expect.stringMatching(/^erased-[0-9a-f]{8}$/),
  });
  await ears[1].next('member.left', ({ data }) => data.accountId === subject.id);
  const removed = await ears[1].next('post.removed');
  await erased(subject);
  const after = ok(await other.get(`/topics/${topicId}/posts`)).body;
  const reduced = [updated, removed].reduce((run, event) => reducePosts(run, event, other.id), before);
  expect(reduced.items).toEqual(after.items);
  for (const text of [subject.username, subject.account.email, word])
    expect({ text, left: await places(text) }).toEqual({ text, left: [] });
  expect(await other.get(`/accounts/${subject.username}`)).toMatchObject({ status: 404 });
  expect(after.items[1]).toMatchObject({
    body: 'A reply of somebody else',
    author: { id: other.id },
    kudos: { count: 1 },
  });
  const [{ id }] = ok(await other.get('/me/conversations')).body.items;
  const messages = ok(await other.get(`/conversations/${id}/messages`)).body.items;
  expect(messages.map((message: { body: string }) => message.body)).toEqual(['(erased)', 'An answer']);
  const body = { login: subject.username, password: subject.password };
  expect((await request(guildhall.url, 'POST', '/auth/login', { body })).status).toBe(401);
  expect((await subject.get('/me')).status).toBe(401);
  ears[1].close();
});

test('what they have posted may stay, without a name, also where two nodes are at it', async () => {
  const { subject, word, topicId, postId } = await someoneWhoLived();
  ok(await erase(staff, subject, 'keep'));
  await Promise.all([eraseSome(), eraseSome(), eraseSome()]);
  await erased(subject);
  const { items } = ok(await other.get(`/topics/${topicId}/posts`)).body;
  expect(items[0]).toMatchObject({ id: postId, body: `The second ${word}`, author: { displayName: 'Erased member' } });
  expect(ok(await other.get(`/posts/${postId}/revisions`)).body.items).toEqual([]);
  for (const text of [
    subject.username,
    subject.account.email,
    `Zaphod ${word}`,
    `In private ${word}`,
    `Please, says ${word}`,
    `Waiting ${word}`,
  ])
    expect({ text, left: await places(text) }).toEqual({ text, left: [] });
});

test('the streams have no gap afterwards, and go on', async () => {
  const ear = await other.listen();
  const { [group.head.stream]: watched } = await ear.watch({ [group.head.stream]: 0 });
  const events = 'events' in watched! ? watched.events : [];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  ear.close();
});

test('the last leader of a group is not erased, and the group is named', async () => {
  const last = await Person.register(guildhall.url, 'last');
  const theirs = await staff.makeGroup({ name: 'The last of them' });
  await last.join(theirs);
  ok(await staff.patch(`/groups/${theirs.slug}/members/${last.username}`, { role: 'leader' }));
  ok(await staff.delete(`/groups/${theirs.slug}/membership`));
  const refused = await erase(staff, last, 'keep');
  expect(refused).toMatchObject({ status: 409, body: { code: 'last_leader' } });
  expect(refused.body.detail).toContain('The last of them');
  expect(ok(await last.get('/me')).body.account.username).toBe(last.username);
});

test('nobody erases but staff, and nobody oneself, other staff, or someone by a slip', async () => {
  const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
  const colleague = await Person.register(guildhall.url, 'colleague', 'staff');
  for (const who of [other, leader, moderator]) expect((await erase(who, other, 'keep')).status).toBe(403);
  for (const whom of [staff, colleague]) expect((await erase(staff, whom, 'keep')).status).toBe(403);
  expect((await erase(staff, other, 'keep', { username: leader.username })).status).toBe(400);
  for (const who of [other, moderator]) expect((await who.get('/staff/erasures')).status).toBe(403);
});
