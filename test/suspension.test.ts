import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountModel } from '../server/accounts/account.ts';
import { SessionModel } from '../server/accounts/session.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MailModel } from '../server/mail/mail.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import type { Group } from '../shared/groups.ts';
import { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let colleague: Person;
let moderator: Person;
let leader: Person;
let member: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  colleague = await Person.register(guildhall.url, 'colleague', 'staff');
  moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
  [leader, member] = await Person.registerEach(guildhall.url, ['leader', 'member']);
  group = await staff.makeGroup();
  for (const person of [leader, member]) await person.join(group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
});
afterAll(() => guildhall?.close());

const pathOf = ({ username }: Person) => `/staff/accounts/${username}/suspension`;
const suspend = (who: Person, whom: Person, more: object = {}) => who.put(pathOf(whom), { reason: 'Spam', ...more });
const lift = (who: Person, whom: Person) => who.delete(pathOf(whom), { reason: 'Sorted out' });
const signIn = ({ username, password }: Person, given = password) =>
  request(guildhall.url, 'POST', '/auth/login', { body: { login: username, password: given } });
const later = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
/** As if so much time had passed since they were suspended. */
const passed = ({ id }: Person) =>
  AccountModel.updateOne({ _id: toId(id) }, { $set: { 'suspension.until': new Date(Date.now() - 1) } });

async function someone(): Promise<Person> {
  const person = await Person.register(guildhall.url, 'someone');
  await person.join(group);
  return person;
}

test('whoever is suspended is out at once: the socket closes, the session ends, nothing is heard or sent', async () => {
  const subject = await someone();
  const ear = await subject.listen();
  await ear.watch({ [`group:${group.id}`]: null, [subject.ownStream]: null });
  const { body } = ok(await suspend(staff, subject, { until: later(3_600) }));
  expect(body.suspension).toMatchObject({ reason: 'Spam', by: { username: staff.username } });
  const told = await ear.next('act.done');
  expect(told.data).toMatchObject({ kind: 'suspend', reason: 'Spam', group: null });
  const closing = await ear.notice(({ type }) => type === 'closing');
  expect(closing.payload).toEqual({ code: 'suspended' });
  await ear.notice(({ type }) => type === 'disconnect');
  await member.startTopic(group, 'Said afterwards');
  expect(ear.events().some(({ type }) => type === 'topic.created')).toBe(false);
  const refused = await subject.post(`/groups/${group.slug}/topics`, { clientId: randomUUID(), title: 'T', body: 'B' });
  expect(refused).toMatchObject({ status: 403, body: { code: 'suspended', current: { reason: 'Spam' } } });
  await expect(Ear.open(guildhall.url, subject.token)).rejects.toMatchObject({ data: { code: 'suspended' } });
  expect(await SessionModel.countDocuments({ account: toId(subject.id) })).toBe(0);
});

test('the kudos they gave stay: whoever earned them keeps them', async () => {
  const subject = await someone();
  const { post } = await member.startTopic(group, 'Worth it');
  ok(await subject.put(`/posts/${post.id}/kudos`));
  const earned = async () => (await StandingModel.findById(toId(member.id)).lean())!.kudosReceived;
  const before = await earned();
  ok(await suspend(staff, subject, { removePosts: true }));
  expect(ok(await member.get(`/topics/${post.topicId}/posts`)).body.items[0].kudos).toMatchObject({ count: 1 });
  expect([before, await earned()]).toEqual([1, 1]);
});

test('staff hear of it, and see it at the account and in the list of those who are suspended', async () => {
  const subject = await someone();
  const ear = await colleague.listen();
  await ear.watch({ staff: null });
  ok(await suspend(staff, subject));
  const { data } = await ear.next('act.done');
  const shown = ok(await colleague.get(`/staff/accounts/${subject.username}`)).body;
  expect(shown).toMatchObject({ suspension: { actId: data.id, until: null, reason: 'Spam' }, sessions: 0, groups: 1 });
  const listed = ok(await colleague.get(`/staff/accounts?suspended=true&q=${subject.username}`)).body;
  expect(listed.items).toMatchObject([{ member: { id: subject.id }, suspension: { actId: data.id } }]);
  expect(ok(await colleague.get(`/staff/accounts?suspended=false&q=${subject.username}`)).body.items).toEqual([]);
  ear.close();
});

test('the right password is answered with until when and why, a wrong one as ever', async () => {
  const subject = await someone();
  const until = later(7_200);
  ok(await suspend(staff, subject, { until }));
  const refused = await signIn(subject);
  expect(refused).toMatchObject({ status: 403, body: { code: 'suspended', current: { until, reason: 'Spam' } } });
  expect(refused.body.detail).toContain('Spam');
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(7_000);
  expect(wait).toBeLessThanOrEqual(7_200);
  const { headers: _headers, ...wrong } = await signIn(subject, 'not the password');
  const { headers: _others, ...nobody } = await signIn(
    { ...subject, username: 'nobody.here' } as Person,
    'not the password',
  );
  expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  expect(wrong).toEqual(nobody);
});

test('a refresh token from before is worth nothing, not even once the suspension is over', async () => {
  const subject = await someone();
  ok(await suspend(staff, subject, { until: later(3_600) }));
  const refresh = () => request(guildhall.url, 'POST', '/auth/refresh', { headers: { cookie: subject.cookie } });
  expect((await refresh()).status).toBe(401);
  await passed(subject);
  expect((await refresh()).status).toBe(401);
});

test('it ends by itself, or when staff lift it', async () => {
  const [one, other] = [await someone(), await someone()];
  ok(await suspend(staff, one, { until: later(3_600) }));
  ok(await suspend(staff, other));
  await passed(one);
  ok(await lift(colleague, other));
  for (const person of [one, other]) expect((await signIn(person)).status).toBe(200);
  expect(ok(await staff.get(`/staff/accounts/${one.username}`)).body.suspension).toBeNull();
  expect(await lift(staff, other)).toMatchObject({
    status: 409,
    body: { code: 'already_acted', current: { kind: 'unsuspend' } },
  });
  ok(await suspend(staff, one));
  expect((await signIn(one)).status).toBe(403);
});

test('of two staff at once one is told who was quicker', async () => {
  const subject = await someone();
  const both = await Promise.all([staff, colleague].map((who) => suspend(who, subject)));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = both.find(({ status }) => status === 409)!;
  expect(lost.body).toMatchObject({ code: 'already_acted', current: { kind: 'suspend', subject: { id: subject.id } } });
});

test('nobody suspends but staff, and nobody oneself or other staff', async () => {
  for (const who of [member, leader, moderator])
    expect(await suspend(who, await someone())).toMatchObject({ status: 403 });
  for (const whom of [staff, colleague]) expect(await suspend(staff, whom)).toMatchObject({ status: 403 });
  expect(await suspend(staff, { username: 'nobody.here' } as Person)).toMatchObject({ status: 404 });
  const second = await Person.register(guildhall.url, 'moderator', 'moderator');
  ok(await suspend(staff, second));
});

test('an end that is over is refused', async () => {
  expect(await suspend(staff, member, { until: later(-1) })).toMatchObject({ status: 400 });
});

test('signing in at the same moment opens no session that outlives the suspension', async () => {
  const subject = await someone();
  const signIns = [1, 2, 3].map(() => signIn(subject));
  const suspended = suspend(staff, subject);
  const answers = await Promise.all(signIns);
  ok(await suspended);
  expect(await SessionModel.countDocuments({ account: toId(subject.id) })).toBe(0);
  for (const { status, body } of answers) {
    if (status !== 200) continue;
    expect(await request(guildhall.url, 'GET', '/me', { token: body.accessToken })).toMatchObject({ status: 403 });
  }
});

test('whoever is suspended gets no mail, and is not told that someone named them', async () => {
  const subject = await someone();
  ok(await suspend(staff, subject, { until: later(3_600) }));
  await member.startTopic(group, 'About someone', `Where is @${subject.username}?`);
  const bystander = await Person.register(guildhall.url, 'bystander');
  const mails = ({ id }: Person) => MailModel.countDocuments({ account: toId(id) });
  const { slug } = await staff.makeGroup();
  for (const { username } of [subject, bystander]) ok(await staff.post(`/groups/${slug}/invitations`, { username }));
  expect([await mails(subject), await mails(bystander)]).toEqual([0, 1]);
  await passed(subject);
  const { token } = await again(subject);
  const events = await heardSince(token, subject);
  expect(events).toContain('account.suspended');
  expect(events).not.toContain('mentioned');
});

test('whoever is suspended appeals once, by password, into the staff’s queue', async () => {
  const subject = await someone();
  const appeal = (password = subject.password) =>
    request(guildhall.url, 'POST', '/auth/appeal', {
      body: { login: subject.username, password, message: 'It was a joke' },
    });
  expect(await appeal()).toMatchObject({ status: 404 });
  const { suspension } = ok(await suspend(staff, subject)).body;
  expect(await appeal('not the password')).toMatchObject({ status: 401 });
  const ear = await staff.listen();
  await ear.watch({ staff: null });
  expect((await appeal()).status).toBe(204);
  expect((await ear.next('report.filed')).data).toMatchObject({
    kind: 'appeal',
    group: null,
    message: 'It was a joke',
    act: { id: suspension.actId, appeal: 'open' },
  });
  expect(await appeal()).toMatchObject({ status: 409, body: { code: 'already_appealed' } });
  ear.close();
});

test('all they have posted goes along where staff want that, in every group', async () => {
  const subject = await someone();
  const elsewhere = await staff.makeGroup();
  await subject.join(elsewhere);
  const posts = [(await subject.startTopic(group)).post, (await subject.startTopic(elsewhere)).post];
  const ear = await leader.listen();
  await ear.watch({ [group.head.stream]: null, [elsewhere.head.stream]: null });
  ok(await suspend(staff, subject, { removePosts: true }));
  for (const { id } of posts) await ear.next('post.removed', ({ data }) => data.postId === id);
  const { items } = ok(await member.get(`/topics/${posts[0]!.topicId}/posts`)).body;
  expect(items[0]).toMatchObject({ body: '', removed: { reason: 'Spam' } });
  ok(await staff.delete(`/staff/accounts/${subject.username}/suspension`, { reason: 'A mistake' }));
  for (const { id } of posts) await ear.next('posts.restored', ({ data }) => data.posts[0]!.id === id);
  const { items: back } = ok(await member.get(`/topics/${posts[0]!.topicId}/posts`)).body;
  expect(back[0]).toMatchObject({ body: posts[0]!.body, removed: null });
  ear.close();
});

async function again(subject: Person): Promise<{ token: string }> {
  return { token: ok(await signIn(subject)).body.accessToken };
}

async function heardSince(token: string, { ownStream }: Person): Promise<string[]> {
  const ear = await Ear.open(guildhall.url, token);
  const { [ownStream]: told } = await ear.watch({ [ownStream]: 0 });
  ear.close();
  return 'events' in told! ? told.events.map(({ type }) => type) : [];
}
