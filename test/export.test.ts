import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { sections } from '../server/staff/export-sections.ts';
import type { Group } from '../shared/groups.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

const OTHERS = 'said by somebody else';

let guildhall: Guildhall;
let staff: Person;
let subject: Person;
let other: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [subject, other] = await Person.registerEach(guildhall.url, ['subject', 'other']);
  group = await staff.makeGroup();
  for (const person of [subject, other]) await person.join(group);
});
afterAll(() => guildhall?.close());

// biome-ignore lint/suspicious/noExplicitAny: the file is looked into freely.
type File = Record<string, any[]> & { format: string; version: number };

async function exported(who: Person, path: string): Promise<{ status: number; file: File; text: string }> {
  const response = await fetch(`${who.url}/api/v1${path}`, { headers: { authorization: `Bearer ${who.token}` } });
  const text = await response.text();
  return { status: response.status, file: JSON.parse(text), text };
}

/** Everything a member does once, with somebody else beside. */
async function live(): Promise<{ edited: string }> {
  const { topic, post } = await subject.startTopic(group, 'A topic of mine', 'The first version');
  ok(await subject.patch(`/posts/${post.id}`, { body: 'The second version' }));
  const reply = await other.reply(topic.id, `This was ${OTHERS}`);
  ok(await subject.put(`/posts/${reply.id}/kudos`));
  ok(await subject.put(`/me/drafts/topic:${topic.id}`, { title: '', body: 'An unfinished thought', updatedAt: null }));
  ok(await subject.put(`/subscriptions/topic/${topic.id}`, { level: 'on' }));
  const { username } = other;
  ok(await subject.post('/me/conversations', { username, clientId: randomUUID(), body: 'A word in private' }));
  const body = `In private this was ${OTHERS}`;
  ok(await other.post('/me/conversations', { username: subject.username, clientId: randomUUID(), body }));
  ok(await subject.put(`/me/blocks/${staff.username}`));
  return { edited: post.id };
}

test('a member gets everything that is kept about them in one document, and of others names alone', async () => {
  const { edited } = await live();
  const { status, file, text } = await exported(subject, '/me/export');
  expect(status).toBe(200);
  expect(file).toMatchObject({ format: 'guildhall-account', version: 1 });
  expect(Object.keys(file)).toEqual(['format', 'version', 'at', ...Object.keys(sections)]);
  expect(file.account).toMatchObject([{ id: subject.id, email: subject.account.email }]);
  expect(file.posts).toMatchObject([
    { id: edited, body: 'The second version', revisions: [{ body: 'The first version' }] },
  ]);
  expect(file.topics).toMatchObject([{ title: 'A topic of mine', group: group.name }]);
  expect(file.kudosGiven).toMatchObject([{ to: other.account.displayName }]);
  expect(file.drafts).toMatchObject([{ body: 'An unfinished thought' }]);
  expect(file.subscriptions).toHaveLength(1);
  expect(file.conversations).toMatchObject([
    { with: other.account.displayName, messages: [{ body: 'A word in private' }] },
  ]);
  expect(file.blocks).toMatchObject([{ blocked: staff.account.displayName }]);
  expect(file.memberships).toMatchObject([{ group: group.name, role: 'member' }]);
  expect(file.sessions).toHaveLength(1);
  expect(file.rank).toHaveLength(1);
  expect(text).not.toContain(OTHERS);
  expect(text).not.toContain(other.account.email);
  expect(text).not.toMatch(/passwordHash|tokenHash|argon2/);
});

test('it holds however many posts there are', async () => {
  const writer = await Person.register(guildhall.url, 'writer');
  await writer.join(group);
  const { topic } = await writer.startTopic(group);
  for (let number = 2; number <= 120; number += 1) await writer.reply(topic.id);
  const { file } = await exported(writer, '/me/export');
  expect(file.posts!.map(({ number }) => number).sort((one, next) => one - next)).toEqual(
    Array.from({ length: 120 }, (_none, index) => index + 1),
  );
});

test('staff get it too, which the member and the other staff hear of', async () => {
  const ear = await subject.listen();
  await ear.watch({ [subject.ownStream]: null });
  const { status, file } = await exported(staff, `/staff/accounts/${subject.username}/export`);
  expect(status).toBe(200);
  expect(file.account).toMatchObject([{ id: subject.id }]);
  expect((await ear.next('act.done')).data).toMatchObject({ kind: 'export', by: { username: staff.username } });
  expect(file.acts).toMatchObject([{ kind: 'export' }]);
  ear.close();
});

test('nobody else gets it, and staff get none of other staff', async () => {
  const colleague = await Person.register(guildhall.url, 'colleague', 'staff');
  const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
  const path = `/staff/accounts/${subject.username}/export`;
  for (const who of [other, subject, moderator]) expect((await exported(who, path)).status).toBe(403);
  expect((await exported(staff, `/staff/accounts/${colleague.username}/export`)).status).toBe(403);
  expect((await exported(staff, '/staff/accounts/nobody.here/export')).status).toBe(404);
});
