import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ActModel } from '../server/acts/act.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import type { Act, Acts, NewAct } from '../shared/acts.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import type { Inbox } from '../shared/notices.ts';
import { reduceOwnActs } from '../shared/reduce/own-acts.ts';
import type { Report, Reports } from '../shared/reports.ts';
import { leadersStream } from '../shared/streams.ts';
import type { Post, Topic } from '../shared/topics.ts';
import { codeOf, letIn, NOTHING } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, second] = await Person.registerEach(guildhall.url, ['leader', 'second']);
  group = await staff.makeGroup({ access: 'closed' });
  for (const person of [leader, second]) {
    await letIn(staff, person, group);
    await lead(person);
  }
});
afterAll(() => guildhall?.close());

const lead = async ({ username }: Person, role = 'leader') =>
  ok(await staff.patch(`/groups/${group.slug}/members/${username}`, { role }));

let member: Person;
let topic: Topic;
let post: Post;
beforeEach(async () => {
  member = await Person.register(guildhall.url);
  await letIn(leader, member, group);
  ({ topic, post } = await member.startTopic(group));
});

type Wanted = NewAct extends infer One ? (One extends NewAct ? Omit<One, 'reason'> : never) : never;

async function act(who: Person, input: Wanted): Promise<Act> {
  return ok(await who.post(`/groups/${group.slug}/acts`, { reason: 'For order', ...input })).body.acts[0];
}
const remove = (who = leader) => act(who, { kind: 'remove-posts', postIds: [post.id] });
const appeal = (who: Person, { id }: { id: string }) => who.post(`/acts/${id}/appeal`, { message: 'That was a joke' });
const decide = (who: Person, { id }: Report, resolution: string) =>
  who.patch(`/reports/${id}`, { resolution, reason: 'Looked at it again' });

const own = async (who = member): Promise<Acts> => ok(await who.get('/me/acts')).body;

async function waiting({ id }: Act, path = `/groups/${group.slug}/reports`): Promise<Report> {
  const { items }: Reports = ok(await staff.get(`${path}?kind=appeal&limit=100`)).body;
  return items.find((item) => item.act?.id === id)!;
}

async function appealed(done: Act): Promise<Report> {
  ok(await appeal(member, done));
  return waiting(done);
}

describe('an appeal', () => {
  test('is sent once, by the member concerned, and waits for those who lead', async () => {
    const done = await remove();
    const [ear, deaf] = [await second.listen(), await member.listen()];
    await ear.watch({ [leadersStream(group.id)]: null });
    await deaf.watch({ [member.ownStream]: null });
    const answer = ok(await appeal(member, done));
    expect([answer.status, answer.body]).toMatchObject([201, { id: done.id, appeal: 'open' }]);
    expect(await waiting(done)).toMatchObject({ kind: 'appeal', message: 'That was a joke', act: answer.body });
    for (const one of [ear, deaf]) expect((await one.next('act.appealed')).data).toEqual(answer.body);
    expect((await ear.next('report.filed')).data.act).toEqual(answer.body);
    expect(codeOf(await appeal(member, done))).toBe('already_appealed');
    ear.close();
    deaf.close();
  });

  test('is sent once, however often at once', async () => {
    const done = await remove();
    const answers = await Promise.all([1, 2, 3].map(() => appeal(member, done)));
    expect(answers.map(codeOf).sort()).toEqual([201, 'already_appealed', 'already_appealed']);
  });

  test('is nobody else’s, and says nothing of what is not about one', async () => {
    const done = await remove();
    const outsider = await Person.register(guildhall.url);
    for (const who of [leader, second, staff, outsider]) expect(await appeal(who, done)).toMatchObject(NOTHING);
    expect((await own(outsider)).items).toEqual([]);
  });

  test('is against what took something, still holds, and is not long ago', async () => {
    const pin = await act(leader, { kind: 'pin', topicId: topic.id });
    expect(codeOf(await appeal(member, pin))).toBe('forbidden');
    const undone = await remove();
    ok(await leader.post(`/acts/${undone.id}/undo`));
    expect(codeOf(await appeal(member, undone))).toBe('already_acted');
    const old = await remove();
    await ActModel.updateOne({ _id: toId(old.id) }, { $set: { at: new Date(Date.now() - 31 * 86_400_000) } });
    expect(codeOf(await appeal(member, old))).toBe('forbidden');
  });

  test('is open to one who was banned from a closed group, who learns nothing more of it', async () => {
    const done = await act(leader, { kind: 'ban', username: member.username });
    expect(codeOf(await member.get(`/topics/${topic.id}`))).toBe('not_found');
    expect((await own()).items[0]).toEqual(done);
    const report = await appealed(done);
    expect(await decide(member, report, 'granted')).toMatchObject(NOTHING);
    ok(await decide(second, report, 'granted'));
    expect(codeOf(await member.get(`/topics/${topic.id}`))).toBe(200);
  });

  test('against staff, or the only one who leads, waits for staff', async () => {
    const byStaff = await remove(staff);
    ok(await appeal(member, byStaff));
    expect(await waiting(byStaff)).toBeUndefined();
    expect(await decide(leader, await waiting(byStaff, '/staff/reports'), 'granted')).toMatchObject(NOTHING);
    const alone = await staff.makeGroup();
    await member.join(alone);
    const { post: other } = await member.startTopic(alone);
    ok(await leader.post(`/groups/${alone.slug}/membership`, { guidelinesVersion: 1 }));
    ok(await staff.patch(`/groups/${alone.slug}/members/${leader.username}`, { role: 'leader' }));
    ok(await staff.delete(`/groups/${alone.slug}/membership`));
    const removal = { kind: 'remove-posts', postIds: [other.id], reason: 'R' };
    const [done] = ok(await leader.post(`/groups/${alone.slug}/acts`, removal)).body.acts as [Act];
    ok(await appeal(member, done));
    ok(await decide(staff, await waiting(done, '/staff/reports'), 'denied'));
  });
});

describe('the decision about an appeal', () => {
  test('is not that of who did it, nor of who appealed', async () => {
    const report = await appealed(await remove());
    expect(codeOf(await decide(leader, report, 'denied'))).toBe('forbidden');
    expect(codeOf(await leader.patch(`/reports/${report.id}`, { claim: true }))).toBe('forbidden');
    await lead(member);
    expect(codeOf(await decide(member, report, 'granted'))).toBe('forbidden');
    ok(await decide(second, report, 'denied'));
  });

  test('to deny it changes nothing, is told, and can be undone', async () => {
    const done = await remove();
    const report = await appealed(done);
    const { acts } = ok(await decide(second, report, 'denied')).body;
    expect(acts).toMatchObject([{ kind: 'deny-appeal', reason: 'Looked at it again', subject: { id: member.id } }]);
    expect((await own()).items.slice(0, 2)).toMatchObject([{ kind: 'deny-appeal' }, { id: done.id, appeal: 'denied' }]);
    ok(await second.post(`/acts/${acts[0].id}/undo`));
    expect((await own()).items[1]).toMatchObject({ id: done.id, appeal: 'open' });
    expect(await waiting(done)).toEqual(report);
    ok(await decide(second, report, 'denied'));
  });

  const undone = async (done: Act) => {
    const report = await appealed(done);
    // Long after anyone could have undone it.
    await ActModel.updateOne({ _id: toId(done.id) }, { $set: { at: new Date(Date.now() - 86_400_000) } });
    ok(await decide(second, report, 'granted'));
    const { items } = await own();
    expect(items.find(({ id }) => id === done.id)).toMatchObject({
      appeal: 'granted',
      undone: { by: { id: second.id } },
    });
  };

  test('to grant it gives back posts', async () => {
    await undone(await remove());
    expect(ok(await member.get(`/topics/${topic.id}/posts`)).body.items[0]).toMatchObject({
      removed: null,
      body: post.body,
    });
  });

  test('to grant it gives back a topic, and unlocks one', async () => {
    await undone(await act(leader, { kind: 'lock', topicId: topic.id }));
    expect(ok(await member.get(`/topics/${topic.id}`)).body.topic.locked).toBe(null);
    await undone(await act(leader, { kind: 'remove-topic', topicId: topic.id }));
    expect(ok(await member.get(`/topics/${topic.id}`)).body.topic.removed).toBe(null);
  });

  test('to grant it lifts a mute, and brings back a member who was removed', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await undone(await act(leader, { kind: 'mute', username: member.username, until }));
    await member.reply(topic.id);
    await undone(await act(leader, { kind: 'remove-member', username: member.username }));
    await member.reply(topic.id);
  });

  test('to grant it leaves alone what has been done since', async () => {
    const done = await act(leader, { kind: 'lock', topicId: topic.id });
    const report = await appealed(done);
    await act(leader, { kind: 'unlock', topicId: topic.id });
    const later = await act(leader, { kind: 'lock', topicId: topic.id });
    ok(await decide(second, report, 'granted'));
    expect(ok(await member.get(`/topics/${topic.id}`)).body.topic.locked.id).toBe(later.id);
    const { items } = await own();
    expect(items.find(({ id }) => id === done.id)).toMatchObject({ appeal: 'granted', undone: null });
  });

  test('to grant it ends a suspension; others of staff decide that than who imposed it', async () => {
    ok(await staff.put(`/staff/accounts/${member.username}/suspension`, { reason: 'Threats' }));
    const credentials = { login: member.username, password: member.password };
    const login = () => request(guildhall.url, 'POST', '/auth/login', { body: credentials });
    expect(codeOf(await login())).toBe('suspended');
    ok(await request(guildhall.url, 'POST', '/auth/appeal', { body: { ...credentials, message: 'It was not me' } }));
    const { items }: Reports = ok(await staff.get('/staff/reports?kind=appeal&limit=100')).body;
    const report = items.find(({ act }) => act?.subject?.id === member.id)!;
    const other = await Person.register(guildhall.url, 'staff', 'staff');
    expect(codeOf(await decide(staff, report, 'granted'))).toBe('forbidden');
    ok(await decide(other, report, 'granted'));
    expect(codeOf(await login())).toBe(200);
  });

  test('of two who decide at once is that of one, and the other is told', async () => {
    const report = await appealed(await remove());
    const both = await Promise.all([decide(second, report, 'granted'), decide(staff, report, 'denied')]);
    expect(both.map(codeOf).sort()).toEqual([200, 'already_decided']);
    const kept = (await own()).items.filter(({ kind }) => kind === 'grant-appeal' || kind === 'deny-appeal');
    expect(kept).toHaveLength(1);
  });
});

describe('notices', () => {
  const told = async (who: Person) => {
    const { items }: Inbox = ok(await who.get('/me/notifications?limit=100')).body;
    return items.map(({ kind, title, about }) => ({ kind, title, about }));
  };

  test('tell the member what was decided and why, and nothing of what was taken back', async () => {
    const done = await remove();
    const notice = { kind: 'posts-removed', title: 'For order', about: done.id };
    expect((await told(member))[0]).toEqual(notice);
    ok(await leader.post(`/acts/${done.id}/undo`));
    expect(await told(member)).not.toContainEqual(notice);
    const { acts } = ok(await decide(second, await appealed(await remove()), 'denied')).body;
    expect((await told(member))[0]).toEqual({ kind: 'appeal-denied', title: 'Looked at it again', about: acts[0].id });
  });

  test('tell those who lead what waits for them, once, and nobody else', async () => {
    const other = await Person.register(guildhall.url);
    await letIn(leader, other, group);
    for (const who of [other, staff]) ok(await who.post(`/posts/${post.id}/reports`, { reason: 'spam' }));
    const done = await act(leader, { kind: 'lock', topicId: topic.id });
    const waits = await appealed(done);
    expect((await told(second)).slice(0, 2)).toMatchObject([{ kind: 'appeal', about: waits.id }, { kind: 'report' }]);
    expect((await told(member)).map(({ kind }) => kind)).toEqual(['topic-locked', 'request-approved']);
    expect((await told(other)).map(({ kind }) => kind)).not.toContain('report');
  });
});

test('what was done about one shows after every step what a reload would show', async () => {
  const steps = {
    removing: () => remove(),
    appealing: async () => appealed((await own()).items[0]!),
    granting: async () => ok(await decide(second, await waiting((await own()).items[0]!), 'granted')),
    locking: () => act(second, { kind: 'lock', topicId: topic.id }),
    undoing: async () => ok(await second.post(`/acts/${(await own()).items[0]!.id}/undo`)),
    renaming: async () => ok(await staff.patch(`/groups/${group.slug}`, { name: 'Another name' })),
  };
  const ear = await member.listen();
  await ear.watch({ [member.ownStream]: null, [group.head.stream]: null });
  let shown = await own();
  for (const [step, work] of Object.entries(steps)) {
    const known = ear.events().length;
    await work();
    const after = await own();
    const { head } = ok(await member.get(`/groups/${group.slug}`)).body;
    const heard = (stream: string, seq: number) => ear.events(stream).some((event) => event.seq >= seq);
    const isThere = () => heard(head.stream, head.seq) && heard(after.head.stream, after.head.seq);
    while (!isThere()) await ear.notice(() => true);
    const events: LoggedEvent[] = ear.events().slice(known);
    shown = events.reduce((list, event) => reduceOwnActs(list, event, member.id), shown);
    expect({ step, shown }).toEqual({ step, shown: after });
  }
  ear.close();
});
