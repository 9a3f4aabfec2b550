import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MembershipModel } from '../server/groups/membership.ts';
import { SanctionModel } from '../server/groups/sanction.ts';
import type { Group } from '../shared/groups.ts';
import type { Sanction } from '../shared/sanctions.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import { codeOf, NOTHING } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

const DAY = 86_400_000;

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let group: Group;
let topicId: string;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, second] = [await Person.register(guildhall.url, 'leader'), await Person.register(guildhall.url, 'second')];
  group = await staff.makeGroup();
  for (const person of [leader, second]) {
    await person.join(group);
    ok(await staff.patch(`${base()}/members/${person.username}`, { role: 'leader' }));
  }
  ok(await staff.delete(`${base()}/membership`));
  topicId = (await leader.startTopic(group)).topic.id;
});
afterAll(() => guildhall?.close());

let member: Person;
beforeEach(async () => {
  member = await Person.register(guildhall.url);
  await member.join(group);
});

const base = () => `/groups/${group.slug}`;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const impose = (by: Person, whom: Person, changes: object = {}) =>
  by.post(`${base()}/sanctions`, { username: whom.username, kind: 'ban', reason: 'Threats', ...changes });
const mute = (by: Person, whom: Person, until = inDays(1)) => impose(by, whom, { kind: 'mute', until });
const say = (who: Person) => who.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body: randomUUID() });
const lift = (by: Person, { id }: { id: string }) => by.delete(`/sanctions/${id}`);
const join = (who: Person) => who.post(`${base()}/membership`, { guidelinesVersion: 1 });

async function inForce(): Promise<Sanction[]> {
  return ok(await leader.get(`${base()}/sanctions?limit=100`)).body.items;
}

describe('a mute', () => {
  test('keeps a member from posting and editing until it ends, and lets them read and give kudos', async () => {
    const { post } = ok(await say(member)).body;
    const until = inDays(1);
    ok(await mute(leader, member, until));
    const refused = await say(member);
    expect([refused.status, refused.body.code]).toEqual([403, 'muted']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan((DAY / 1_000) * 0.9);
    expect(codeOf(await member.patch(`/posts/${post.id}`, { body: 'Edited' }))).toBe('muted');
    const topic = { clientId: randomUUID(), title: 'T', body: 'B' };
    expect(codeOf(await member.post(`${base()}/topics`, topic))).toBe('muted');
    const { items } = ok(await member.get(`/topics/${topicId}/posts`)).body;
    ok(await member.put(`/posts/${items[0].id}/kudos`));
    expect(ok(await member.get(base())).body.membership.mutedUntil).toBe(until);
  });

  test('keeps them from showing that they write, too', async () => {
    const ear = await member.listen();
    await ear.watch({ [groupStream(group.id)]: null });
    expect(await ear.ask('viewing', { topicId })).toMatchObject({ ok: true });
    expect(await ear.ask('typing', { topicId, typing: true })).toMatchObject({ ok: true });
    ok(await mute(leader, member));
    expect(await ear.ask('typing', { topicId, typing: true })).toMatchObject({ ok: false, code: 'muted' });
    ear.close();
  });

  test('is over by itself', async () => {
    ok(await mute(leader, member));
    const over = { $set: { mutedUntil: new Date(Date.now() - 1) } };
    await MembershipModel.updateOne({ group: toId(group.id), account: toId(member.id) }, over);
    ok(await say(member));
    expect(ok(await member.get(base())).body.membership.mutedUntil).toBeNull();
  });

  test('is not shaken off by leaving and joining again', async () => {
    ok(await mute(leader, member));
    ok(await member.delete(`${base()}/membership`));
    ok(await join(member));
    expect(codeOf(await say(member))).toBe('muted');
  });

  test('is taken back, and posting goes on', async () => {
    const sanction = ok(await mute(leader, member)).body;
    expect(ok(await lift(second, sanction)).body.liftedAt).not.toBeNull();
    ok(await say(member));
    const again = await lift(leader, sanction);
    expect([again.status, again.body.code]).toEqual([409, 'already_decided']);
  });

  test('stands in the place of an earlier one', async () => {
    const first = ok(await mute(leader, member, inDays(1))).body;
    const later = inDays(2);
    const then = ok(await mute(second, member, later)).body;
    const own = (await inForce()).filter((sanction) => sanction.member.id === member.id);
    expect(own.map(({ id }) => id)).toEqual([then.id]);
    expect(codeOf(await lift(leader, first))).toBe('already_decided');
    expect(ok(await member.get(base())).body.membership.mutedUntil).toBe(later);
  });

  test.each([
    ['no end', undefined],
    ['an end that is past', () => inDays(-1)],
    ['an end in more than 28 days', () => inDays(28.1)],
    ['an end that is no time', () => 'tomorrow'],
  ])('with %s is refused', async (_name, until) => {
    const answer = await impose(leader, member, { kind: 'mute', until: until?.() });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'until']);
    ok(await say(member));
  });

  test('of one who is no member is refused', async () => {
    expect(codeOf(await mute(leader, await Person.register(guildhall.url)))).toBe('not_found');
  });
});

describe('a ban', () => {
  test('ends the membership at once, on every device, with the reason', async () => {
    const stream = groupStream(group.id);
    const devices = [await member.listen(), await member.listen()];
    const other = await leader.listen();
    for (const ear of [...devices, other]) await ear.watch({ [stream]: null });
    for (const ear of devices) await ear.watch({ [member.ownStream]: null });
    ok(await impose(leader, member));
    await leader.reply(topicId);
    expect((await other.next('member.banned')).data).toMatchObject({ accountId: member.id });
    await other.next('post.created');
    for (const ear of devices) {
      expect((await ear.notice(({ type }) => type === 'revoked')).payload).toEqual({ stream, reason: 'banned' });
      expect((await ear.next('membership.ended')).data).toMatchObject({ by: 'ban', reason: 'Threats' });
      expect((await ear.next('sanction.imposed')).data).toMatchObject({ kind: 'ban', reason: 'Threats', until: null });
      await ear.settled();
      expect(ear.events(stream)).toEqual([]);
      expect(await ear.watch({ [stream]: 0 })).toEqual({ [stream]: { denied: true } });
      ear.close();
    }
    other.close();
    expect(codeOf(await say(member))).toBe('banned');
    expect(ok(await member.get('/me')).body.memberships).toEqual([]);
  });

  test('keeps them from joining again, until it is taken back', async () => {
    const sanction = ok(await impose(leader, member)).body;
    const count = async () => ok(await leader.get(base())).body.memberCount;
    const before = await count();
    expect(codeOf(await join(member))).toBe('banned');
    expect(codeOf(await leader.post(`${base()}/invitations`, { username: member.username }))).toBe('banned');
    ok(await lift(leader, sanction));
    expect(await count()).toBe(before);
    ok(await join(member));
    expect(await count()).toBe(before + 1);
  });

  test('with an end is over by itself', async () => {
    ok(await impose(leader, member, { until: inDays(1) }));
    expect(codeOf(await join(member))).toBe('banned');
    const past = new Date(Date.now() - 1);
    const own = { group: toId(group.id), account: toId(member.id) };
    await MembershipModel.updateOne(own, { $set: { bannedUntil: past } });
    await SanctionModel.updateOne(own, { $set: { until: past } });
    expect((await inForce()).some((sanction) => sanction.member.id === member.id)).toBe(false);
    const ear = await member.listen();
    const stream = groupStream(group.id);
    expect(await ear.watch({ [stream]: null })).toMatchObject({ [stream]: { events: [] } });
    ear.close();
    ok(await join(member));
    ok(await say(member));
  });

  test('is for those who are not members, too: they cannot come in, and stop listening', async () => {
    const stranger = await Person.register(guildhall.url);
    const stream = groupStream(group.id);
    const ear = await stranger.listen();
    await ear.watch({ [stream]: null });
    const { memberCount } = ok(await leader.get(base())).body;
    ok(await impose(leader, stranger));
    expect((await ear.notice(({ type }) => type === 'revoked')).payload).toEqual({ stream, reason: 'banned' });
    ear.close();
    expect(codeOf(await join(stranger))).toBe('banned');
    expect(ok(await leader.get(base())).body.memberCount).toBe(memberCount);
    expect(ok(await stranger.get('/me')).body.memberships).toEqual([]);
  });

  test('and a post at once: either it is in before, or it is refused', async () => {
    for (let round = 0; round < 3; round += 1) {
      const poster = await Person.register(guildhall.url);
      await poster.join(group);
      const [posted, banned] = await Promise.all([say(poster), impose(leader, poster)]);
      ok(banned);
      expect([201, 'banned']).toContain(codeOf(posted));
      const events = (await eventsAfter()).filter(({ type, data }) => concerns(type, data, poster));
      const expected = posted.status === 201 ? ['post.created', 'member.banned'] : ['member.banned'];
      expect(events.map(({ type }) => type)).toEqual(expected);
    }
  });

  test('or a removal while the member’s post is in flight: either it is in before, or it is refused', async () => {
    for (let round = 0; round < 3; round += 1) {
      const poster = await Person.register(guildhall.url);
      await poster.join(group);
      const removal = leader.delete(`${base()}/members/${poster.username}`, { reason: 'Spam' });
      const [posted] = await Promise.all([say(poster), removal.then(ok)]);
      expect([201, 'not_a_member']).toContain(codeOf(posted));
      const events = (await eventsAfter()).filter(({ type, data }) => concerns(type, data, poster));
      const expected = posted.status === 201 ? ['post.created', 'member.removed'] : ['member.removed'];
      expect(events.map(({ type }) => type)).toEqual(expected);
    }
  });
});

/** The last events of the group. */
async function eventsAfter(): Promise<{ type: string; data: unknown }[]> {
  const ear = await leader.listen();
  const stream = groupStream(group.id);
  const { head } = ok(await leader.get(base())).body;
  const told = (await ear.watch({ [stream]: Math.max(0, head.seq - 10) }))[stream]!;
  ear.close();
  if (!('events' in told)) throw new Error('not all events were told');
  return told.events;
}

function concerns(type: string, data: unknown, { id }: Person): boolean {
  const { post, accountId } = data as { post?: { author: { id: string } }; accountId?: string };
  return (
    ['post.created', 'member.banned', 'member.removed'].includes(type) && [post?.author.id, accountId].includes(id)
  );
}

describe('sanctions', () => {
  test('are imposed by leaders on members, by staff on leaders, and by nobody on themselves or on those above', async () => {
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    const officer = await Person.register(guildhall.url, 'officer', 'staff');
    const stranger = await Person.register(guildhall.url);
    for (const person of [moderator, officer]) await person.join(group);
    const cases: [string, Person, Person, string | number][] = [
      ['a member on a member', member, second, 'forbidden'],
      ['a stranger on a member', stranger, member, 'forbidden'],
      ['a moderator on a member', moderator, member, 'forbidden'],
      ['a leader on themselves', leader, leader, 'forbidden'],
      ['a leader on a leader', leader, second, 'forbidden'],
      ['a leader on a moderator', leader, moderator, 'forbidden'],
      ['a leader on staff', leader, officer, 'forbidden'],
      ['staff on themselves', staff, staff, 'forbidden'],
      ['staff on staff', staff, officer, 'forbidden'],
      ['staff on a moderator', staff, moderator, 201],
      ['staff on a leader', staff, second, 201],
      ['a leader on a member', leader, member, 201],
    ];
    for (const [name, by, whom, code] of cases) expect([name, codeOf(await mute(by, whom))]).toEqual([name, code]);
    expect(codeOf(await say(second))).toBe('muted');
    const imposed = (await inForce()).find((sanction) => sanction.member.id === second.id)!;
    // What staff have imposed, leaders do not take back.
    expect(codeOf(await lift(leader, imposed))).toBe('forbidden');
    expect(codeOf(await lift(staff, imposed))).toBe(200);
  });

  test('are seen and heard by leaders and staff, and by the one they are about', async () => {
    const [console, own] = [await second.listen(), await member.listen()];
    await console.watch({ [leadersStream(group.id)]: null });
    await own.watch({ [member.ownStream]: null });
    const sanction = ok(await mute(leader, member)).body;
    for (const ear of [console, own]) {
      expect((await ear.next('sanction.imposed', ({ data }) => data.id === sanction.id)).data).toEqual(sanction);
    }
    const lifted = ok(await lift(leader, sanction)).body;
    for (const ear of [console, own]) {
      expect((await ear.next('sanction.lifted', ({ data }) => data.id === sanction.id)).data).toEqual(lifted);
      ear.close();
    }
    expect(codeOf(await member.get(`${base()}/sanctions`))).toBe('forbidden');
    expect(codeOf(await staff.get(`${base()}/sanctions`))).toBe(200);
  });

  test('are nothing to others, like one there is not', async () => {
    const sanction = ok(await impose(leader, member)).body;
    const stranger = await Person.register(guildhall.url);
    for (const person of [stranger, member]) expect(await lift(person, sanction)).toMatchObject(NOTHING);
    expect(await lift(stranger, { id: '0'.repeat(24) })).toMatchObject(NOTHING);
    expect(codeOf(await join(member))).toBe('banned');
  });

  test.each([
    ['no reason', { reason: undefined }, 'reason'],
    ['an empty reason', { reason: '  ' }, 'reason'],
    ['too long a reason', { reason: 'x'.repeat(501) }, 'reason'],
    ['an unknown kind', { kind: 'shout' }, 'kind'],
    ['an end that is past', { until: '2020-01-01T00:00:00.000Z' }, 'until'],
  ])('with %s are refused, and nothing has happened', async (_name, changes, path) => {
    const answer = await impose(leader, member, changes);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
    ok(await say(member));
  });

  test('of someone there is not are refused', async () => {
    const answer = await leader.post(`${base()}/sanctions`, { username: 'nobody-at-all', kind: 'ban', reason: 'R' });
    expect(codeOf(answer)).toBe('not_found');
  });
});
