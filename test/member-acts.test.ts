import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MembershipModel } from '../server/groups/membership.ts';
import { PostModel } from '../server/topics/post.ts';
import type { Act } from '../shared/acts.ts';
import type { Group } from '../shared/groups.ts';
import type { Sanction } from '../shared/sanctions.ts';
import { groupStream } from '../shared/streams.ts';
import { codeOf, NOTHING } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

// Muting, banning, removing and lifting as acts. What a sanction forbids is in sanctions.test.ts.

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, second] = await Person.registerEach(guildhall.url, ['leader', 'second']);
  group = await staff.makeGroup({ guidelines: 'Be kind.' });
  for (const person of [leader, second]) {
    await person.join(group);
    await promote(person);
  }
});
afterAll(() => guildhall?.close());

let member: Person;
beforeEach(async () => {
  member = await Person.register(guildhall.url);
  await member.join(group);
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const promote = ({ username }: Person) =>
  staff.patch(`/groups/${group.slug}/members/${username}`, { role: 'leader' }).then(ok);
const act = (by: Person, kind: string, more: object = {}) =>
  by.post(`/groups/${group.slug}/acts`, { kind, reason: 'Threats', ...more });
const on = (by: Person, kind: string, whom: Person, more: object = {}) =>
  act(by, kind, { username: whom.username, ...more });
const mute = (by: Person, whom: Person, more: object = {}) => on(by, 'mute', whom, { until: inMinutes(60), ...more });
const done = async (answer: ReturnType<typeof act>): Promise<Act> => ok(await answer).body.acts[0];
const undo = (by: Person, { id }: Act) => by.post(`/acts/${id}/undo`);

/** The one record of what ties someone to the group, all of it. */
const tieOf = ({ id }: Person) => MembershipModel.findOne({ group: toId(group.id), account: toId(id) }).lean();

async function inForce(whom: Person): Promise<Sanction[]> {
  const { items } = ok(await leader.get(`/groups/${group.slug}/sanctions?limit=100`)).body;
  return items.filter((sanction: Sanction) => sanction.member.id === whom.id);
}

const memberCount = async () => ok(await leader.get(`/groups/${group.slug}`)).body.memberCount;

describe('an act on a member', () => {
  test.each([
    ['a mute', () => mute(leader, member), 'mute'],
    ['a ban', () => on(leader, 'ban', member), 'ban'],
    ['a removal', () => on(leader, 'remove-member', member), 'remove-member'],
  ])('%s says by whom, about whom and why, and is named by what it imposes', async (_name, perform, kind) => {
    const one = await done(perform());
    expect(one).toMatchObject({ kind, by: { id: leader.id }, subject: { id: member.id }, reason: 'Threats' });
    const imposed = await inForce(member);
    expect(imposed.map(({ actId }) => actId)).toEqual(kind === 'remove-member' ? [] : [one.id]);
    expect(one.until).toBe(imposed[0]?.until ?? null);
  });

  test.each(['mute', 'ban', 'remove-member'])('needs less say: %s', async (kind) => {
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    const officer = await Person.register(guildhall.url, 'officer', 'staff');
    const other = await Person.register(guildhall.url);
    for (const person of [moderator, officer, other]) await person.join(group);
    const cases: [string, Person, Person, string | number][] = [
      ['a member on a member', member, other, 'forbidden'],
      ['a moderator on a member', moderator, other, 'forbidden'],
      ['a leader on themselves', leader, leader, 'forbidden'],
      ['a leader on a leader', leader, second, 'forbidden'],
      ['a leader on a moderator', leader, moderator, 'forbidden'],
      ['a leader on staff', leader, officer, 'forbidden'],
      ['staff on staff', staff, officer, 'forbidden'],
      ['staff on a moderator', staff, moderator, 201],
      ['a leader on a member', leader, other, 201],
    ];
    const more = kind === 'mute' ? { until: inMinutes(5) } : {};
    for (const [name, by, whom, code] of cases)
      expect([name, codeOf(await on(by, kind, whom, more))]).toEqual([name, code]);
    expect(codeOf(await on(leader, kind, { username: 'nobody-at-all' } as Person, more))).toBe('not_found');
  });

  test('at once by two leaders: one wins, the other is told who and what', async () => {
    const pairs = [
      () => [mute(leader, member), mute(second, member)],
      () => [on(leader, 'ban', member), on(second, 'remove-member', member)],
    ];
    for (const pair of pairs) {
      const both = await Promise.all(pair());
      const lost = both.find(({ status }) => status === 409);
      const won = both.find(({ status }) => status === 201)!;
      // Whoever is removed can still be banned, in that order.
      if (both.every(({ status }) => status === 201)) expect((await tieOf(member))!.state).toBe('banned');
      else expect(lost!.body).toMatchObject({ code: 'already_acted', current: { id: won.body.acts[0].id } });
    }
  });
});

describe('a mute', () => {
  test('lasts from a minute to 28 days', async () => {
    for (const minutes of [0.5, -1, 28 * 24 * 60 + 5]) {
      const refused = await mute(leader, member, { until: inMinutes(minutes) });
      expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'until']);
    }
    await done(mute(leader, member, { until: inMinutes(1) }));
  });

  test('stands in the place of another one only where that is named, and undoing it puts that back', async () => {
    const first = await done(mute(leader, member));
    const late = await mute(second, member, { until: inMinutes(5) });
    expect(late.body).toMatchObject({ code: 'already_acted', current: { id: first.id } });
    const [earlier] = await inForce(member);
    const before = await tieOf(member);
    const then = await done(mute(second, member, { until: inMinutes(5), replaces: earlier!.id }));
    expect(await inForce(member)).toMatchObject([{ actId: then.id }]);
    ok(await undo(second, then));
    expect(await inForce(member)).toEqual([earlier]);
    expect(await tieOf(member)).toEqual(before);
    expect(codeOf(await mute(second, member, { replaces: '0'.repeat(24) }))).toBe('already_acted');
  });

  test('by staff is not replaced by a leader', async () => {
    await done(mute(staff, member));
    const [imposed] = await inForce(member);
    expect(codeOf(await mute(leader, member, { replaces: imposed!.id }))).toBe('forbidden');
    expect(await inForce(member)).toEqual([imposed]);
  });

  test('that someone has lifted or replaced is not undone any more', async () => {
    const muted = await done(mute(leader, member));
    const [{ id }] = (await inForce(member)) as [Sanction];
    const lifted = await done(act(second, 'lift', { sanctionId: id }));
    const late = await undo(leader, muted);
    expect(late.body).toMatchObject({ code: 'already_acted', current: { id: lifted.id } });
  });
});

describe('undoing', () => {
  const endings = [
    ['a removal', 'remove-member'],
    ['a ban', 'ban'],
  ] as const;

  test.each(endings)('%s brings a member back as they were, mute and all', async (_name, kind) => {
    await done(mute(leader, member));
    const [before, count] = [await tieOf(member), await memberCount()];
    const ended = await done(on(leader, kind, member));
    expect(await memberCount()).toBe(count - 1);
    ok(await undo(leader, ended));
    expect(await tieOf(member)).toEqual(before);
    expect(await memberCount()).toBe(count);
    const ear = await member.listen();
    expect(await ear.watch({ [groupStream(group.id)]: null })).toMatchObject({
      [groupStream(group.id)]: { events: [] },
    });
    ear.close();
  });

  test.each(endings)('%s of a leader by staff gives the lead back, too', async (_name, kind) => {
    await promote(member);
    const before = await tieOf(member);
    const ended = await done(on(staff, kind, member));
    expect(codeOf(await member.get(`/groups/${group.slug}/sanctions`))).toBe('forbidden');
    ok(await undo(staff, ended));
    expect(await tieOf(member)).toEqual(before);
    expect(codeOf(await member.get(`/groups/${group.slug}/sanctions`))).toBe(200);
  });

  test('the ban of one who was no member leaves no trace of it', async () => {
    const stranger = await Person.register(guildhall.url);
    const count = await memberCount();
    ok(await undo(leader, await done(on(leader, 'ban', stranger))));
    expect([await tieOf(stranger), await inForce(stranger), await memberCount()]).toEqual([null, [], count]);
    await stranger.join(group);
  });

  test('a ban that is over by itself leaves one who has come back since as they are', async () => {
    const stranger = await Person.register(guildhall.url);
    for (const whom of [member, stranger]) {
      const banned = await done(on(leader, 'ban', whom, { until: inMinutes(60) }));
      const past = { $set: { bannedUntil: new Date(Date.now() - 1) } };
      await MembershipModel.updateOne({ group: toId(group.id), account: toId(whom.id) }, past);
      await whom.join(group);
      const [tie, count] = [await tieOf(whom), await memberCount()];
      ok(await undo(leader, banned));
      expect([await tieOf(whom), await memberCount()]).toEqual([tie, count]);
    }
  });

  test('a removal leaves one who has come back by themselves as they are', async () => {
    const ended = await done(on(leader, 'remove-member', member));
    await member.join(group);
    const [tie, count] = [await tieOf(member), await memberCount()];
    ok(await undo(leader, ended));
    expect([await tieOf(member), await memberCount()]).toEqual([tie, count]);
  });

  test('a removal is refused where they were banned since', async () => {
    const ended = await done(on(leader, 'remove-member', member));
    const banned = await done(on(second, 'ban', member));
    expect((await undo(leader, ended)).body).toMatchObject({ code: 'already_acted', current: { id: banned.id } });
  });

  test.each(['mute', 'ban'])('the lifting of a %s puts it in force again', async (kind) => {
    await done(on(leader, kind, member, { until: inMinutes(60) }));
    const [imposed] = (await inForce(member)) as [Sanction];
    const before = await tieOf(member);
    const lifted = await done(act(second, 'lift', { sanctionId: imposed.id }));
    expect(await inForce(member)).toEqual([]);
    // One who was banned may have come back meanwhile, and is out again.
    if (kind === 'ban') await member.join(group);
    ok(await undo(second, lifted));
    expect(await inForce(member)).toEqual([imposed]);
    const { state, mutedUntil, bannedUntil } = (await tieOf(member))!;
    expect({ state, mutedUntil, bannedUntil }).toEqual({
      state: before!.state,
      mutedUntil: before!.mutedUntil,
      bannedUntil: before!.bannedUntil,
    });
  });
});

describe('lifting', () => {
  test('is refused where it is over, by the act that came before, and to leaders where staff have imposed it', async () => {
    await done(mute(leader, member));
    const [{ id }] = (await inForce(member)) as [Sanction];
    const lifted = await done(act(second, 'lift', { sanctionId: id }));
    expect((await act(leader, 'lift', { sanctionId: id })).body).toMatchObject({
      code: 'already_acted',
      current: { id: lifted.id },
    });
    await done(mute(staff, member));
    const [byStaff] = (await inForce(member)) as [Sanction];
    expect(codeOf(await act(leader, 'lift', { sanctionId: byStaff.id }))).toBe('forbidden');
  });

  test('a sanction of another group finds nothing', async () => {
    await done(mute(leader, member));
    const [{ id }] = (await inForce(member)) as [Sanction];
    const other = await staff.makeGroup();
    const answer = await staff.post(`/groups/${other.slug}/acts`, { kind: 'lift', sanctionId: id, reason: 'R' });
    expect(answer).toMatchObject(NOTHING);
  });
});

describe('a ban with all posts', () => {
  const standing = () => PostModel.countDocuments({ author: toId(member.id), group: toId(group.id), removed: null });

  test('takes those of the group alone, and not what others wrote; undone, all but what was gone before is back', async () => {
    const elsewhere = await staff.makeGroup();
    await member.join(elsewhere);
    const kept = await member.startTopic(elsewhere);
    const { topic } = await leader.startTopic(group);
    const mine = [await member.reply(topic.id), await member.reply(topic.id), await member.reply(topic.id)];
    ok(await member.delete(`/posts/${mine[0]!.id}`));
    const ear = await leader.listen();
    await ear.watch({ [groupStream(group.id)]: null });
    const banned = await done(on(leader, 'ban', member, { removePosts: true }));
    expect(banned).toMatchObject({ postCount: 2, posts: { length: 2 } });
    const { data } = await ear.next('posts.removed');
    expect(data.removals.map(({ number }) => number).sort()).toEqual([3, 4]);
    expect(data.removed).toMatchObject({ by: 'leader', reason: 'Threats' });
    expect(await standing()).toBe(0);
    ok(await undo(leader, banned));
    await ear.next('posts.restored');
    expect(await standing()).toBe(2);
    const { items } = ok(await leader.get(`/topics/${topic.id}/posts`)).body;
    expect(items.map(({ removed }: { removed: unknown }) => removed === null)).toEqual([true, false, true, true]);
    expect(ok(await member.get(`/topics/${kept.topic.id}/posts`)).body.items[0].removed).toBeNull();
    ear.close();
  });

  test('that is lifted gives them back; in force again, it takes them again', async () => {
    await member.startTopic(group);
    const ear = await leader.listen();
    await ear.watch({ [groupStream(group.id)]: null });
    await done(on(leader, 'ban', member, { removePosts: true }));
    await ear.next('post.removed');
    const [ban] = await inForce(member);
    const lifted = await done(act(leader, 'lift', { sanctionId: ban!.id }));
    await ear.next('posts.restored');
    expect(await standing()).toBe(1);
    ok(await undo(leader, lifted));
    await ear.next('post.removed');
    expect(await standing()).toBe(0);
    ear.close();
  });
});

test('the old ways are acts, too: each leaves one in the log, with its reason', async () => {
  const base = `/groups/${group.slug}`;
  const head = async () => ok(await leader.get(`${base}/sanctions`)).body.head.seq;
  const before = await head();
  const sanction = ok(
    await leader.post(`${base}/sanctions`, {
      username: member.username,
      kind: 'mute',
      until: inMinutes(60),
      reason: 'Noise',
    }),
  ).body;
  expect(sanction.actId).not.toBeNull();
  ok(await leader.delete(`/sanctions/${sanction.id}`));
  expect(codeOf(await leader.delete(`${base}/members/${member.username}`))).toBe('invalid_request');
  ok(await leader.delete(`${base}/members/${member.username}`, { reason: 'Spam' }));
  expect((await head()) - before).toBe(5);
});
