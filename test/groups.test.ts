import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, fresh, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

describe('a group', () => {
  test('begins with a forum and its maker as its leader', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    const group = await staff.makeGroup({ category: 'Impact', guidelines: 'Be kind.' });
    expect(group).toMatchObject({
      category: 'Impact',
      memberCount: 1,
      guidelines: { version: 1, text: 'Be kind.' },
      leaders: [{ id: staff.id }],
      forums: [{ slug: 'general' }],
      membership: { role: 'leader' },
    });
    expect((await staff.get('/me')).body.memberships).toMatchObject([{ group: { id: group.id }, role: 'leader' }]);
  });

  test('has an address of its own, also when two are made at once', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    const group = { slug: fresh('same').toLowerCase(), name: 'Same', category: 'Identity', description: 'D' };
    const answers = await Promise.all([1, 2, 3].map(() => staff.post('/groups', group)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('slug_taken');
  });

  test('is listed to everyone signed in, by category, page after page, once', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push((await staff.makeGroup({ category: 'Industry' })).slug);
    const reader = await Person.register(guildhall.url);
    const listed: string[] = [];
    let cursor = '';
    do {
      const { items, next } = ok(await reader.get(`/groups?category=Industry&limit=2${cursor}`)).body;
      listed.push(...items.map(({ slug }: { slug: string }) => slug));
      cursor = next && `&cursor=${next}`;
    } while (cursor);
    expect(listed).toEqual(made);
  });

  test('is changed by its leaders and by staff only', async () => {
    const { group, leader, members } = await community(guildhall.url);
    const [member, second] = members as [Person, Person];
    expect((await member.patch(`/groups/${group.slug}`, { name: 'Mine' })).status).toBe(403);
    expect((await member.post(`/groups/${group.slug}/forums`, { slug: 'mine', name: 'Mine' })).status).toBe(403);
    ok(await leader.patch(`/groups/${group.slug}/members/${second.username}`, { role: 'leader' }));
    expect((await second.patch(`/groups/${group.slug}`, { name: 'Ours' })).body.name).toBe('Ours');
    expect((await second.post(`/groups/${group.slug}/forums`, { slug: 'ours', name: 'Ours' })).status).toBe(201);
    expect((await second.post(`/groups/${group.slug}/forums`, { slug: 'ours', name: 'Ours' })).body.code).toBe(
      'slug_taken',
    );
    const other = await community(guildhall.url, 0);
    expect((await second.patch(`/groups/${other.group.slug}`, { name: 'Theirs' })).status).toBe(403);
  });

  test('whose guidelines changed asks newcomers for the new version', async () => {
    const { group, leader } = await community(guildhall.url, 0);
    ok(await leader.patch(`/groups/${group.slug}`, { guidelines: 'First.' }));
    ok(await leader.patch(`/groups/${group.slug}`, { guidelines: 'Second.' }));
    const newcomer = await Person.register(guildhall.url);
    const join = (guidelinesVersion: number) =>
      newcomer.post(`/groups/${group.slug}/membership`, { guidelinesVersion });
    expect((await join(1)).body.code).toBe('guidelines_changed');
    expect((await join(4)).body.code).toBe('guidelines_changed');
    expect((await join(3)).status).toBe(201);
    ok(await leader.patch(`/groups/${group.slug}`, { guidelines: '' }));
    expect((await newcomer.get(`/groups/${group.slug}`)).body.guidelines).toEqual({ version: 4, text: '' });
  });
});

describe('membership', () => {
  test('is told to the group and to oneself, and counted', async () => {
    const { group, leader } = await community(guildhall.url, 0);
    const newcomer = await Person.register(guildhall.url);
    const [room, own] = [await leader.listen(), await newcomer.listen()];
    await room.watch({ [`group:${group.id}`]: null });
    await own.watch({ [newcomer.ownStream]: null });
    expect((await newcomer.join(group)).memberCount).toBe(2);
    expect((await room.next('member.joined')).data).toMatchObject({ member: { id: newcomer.id }, memberCount: 2 });
    expect((await own.next('membership.started')).data).toMatchObject({ group: { id: group.id }, role: 'member' });
    ok(await newcomer.delete(`/groups/${group.slug}/membership`));
    expect((await room.next('member.left')).data).toMatchObject({ accountId: newcomer.id, memberCount: 1 });
    expect((await own.next('membership.ended')).data).toMatchObject({ by: 'leave' });
    room.close();
    own.close();
  });

  test('twice at once is once', async () => {
    const { group } = await community(guildhall.url, 0);
    const newcomer = await Person.register(guildhall.url);
    const join = () => newcomer.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 });
    const answers = await Promise.all([join(), join(), join()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await newcomer.get(`/groups/${group.slug}`)).body.memberCount).toBe(2);
  });

  test('that there is not cannot be left', async () => {
    const { group } = await community(guildhall.url, 0);
    const stranger = await Person.register(guildhall.url);
    expect((await stranger.delete(`/groups/${group.slug}/membership`)).body.code).toBe('not_a_member');
  });

  test('of many at once is counted exactly', async () => {
    const { group, leader } = await community(guildhall.url, 0);
    const people = await Promise.all(Array.from({ length: 12 }, () => Person.register(guildhall.url)));
    await Promise.all(people.map((person) => person.join(group)));
    await Promise.all(
      people.slice(0, 5).map(async (person) => ok(await person.delete(`/groups/${group.slug}/membership`))),
    );
    const { memberCount } = (await leader.get(`/groups/${group.slug}`)).body;
    const { items } = (await leader.get(`/groups/${group.slug}/members?limit=100`)).body;
    expect([memberCount, items.length]).toEqual([8, 8]);
  });
});

describe('leading', () => {
  test('a leader removes members, not leaders; a member removes nobody; staff remove anyone', async () => {
    const { group, leader: staff, members } = await community(guildhall.url, 3);
    const [leader, member, other] = members as [Person, Person, Person];
    ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
    const remove = (who: Person, whom: Person) =>
      who.delete(`/groups/${group.slug}/members/${whom.username}`, { reason: 'Spam' });
    expect((await remove(member, other)).status).toBe(403);
    expect((await remove(leader, staff)).status).toBe(403);
    expect((await remove(leader, leader)).status).toBe(403);
    expect((await remove(leader, other)).status).toBe(204);
    expect((await remove(leader, other)).status).toBe(409);
    expect((await remove(staff, leader)).status).toBe(204);
  });

  test('is handed over, but never by the last one to nobody', async () => {
    const { group, leader, members } = await community(guildhall.url, 1);
    const heir = members[0]!;
    const role = (who: Person, whom: Person, value: string) =>
      who.patch(`/groups/${group.slug}/members/${whom.username}`, { role: value });
    expect((await leader.delete(`/groups/${group.slug}/membership`)).body.code).toBe('last_leader');
    expect((await role(leader, leader, 'member')).body.code).toBe('last_leader');
    expect((await role(heir, heir, 'leader')).status).toBe(403);
    ok(await role(leader, heir, 'leader'));
    expect((await leader.delete(`/groups/${group.slug}/membership`)).status).toBe(204);
    expect((await heir.get(`/groups/${group.slug}`)).body.leaders).toMatchObject([{ id: heir.id }]);
  });

  test('is handed over in one step, by a leader to another member', async () => {
    const { group, leader, members } = await community(guildhall.url, 2);
    const [heir, other] = members as [Person, Person];
    const hand = (who: Person, to: { username: string }) =>
      who.put(`/groups/${group.slug}/leadership`, { username: to.username });
    expect((await hand(heir, other)).status).toBe(403);
    expect((await hand(leader, leader)).status).toBe(403);
    expect((await hand(leader, await Person.register(guildhall.url))).status).toBe(404);
    expect((await hand(leader, { username: 'nobody-at-all' })).status).toBe(404);
    const ear = await other.listen();
    const stream = `group:${group.id}`;
    await ear.watch({ [stream]: null });
    const after = ok(await hand(leader, heir)).body;
    expect([after.leaders, after.membership.role]).toMatchObject([[{ id: heir.id }], 'member']);
    const changes = [await ear.next('member.role_changed'), await ear.next('member.role_changed')];
    expect(changes.map(({ data }) => [data.member.id, data.role])).toEqual([
      [heir.id, 'leader'],
      [leader.id, 'member'],
    ]);
    expect(changes[1]!.seq).toBe(changes[0]!.seq + 1);
    ear.close();
  });

  test('does not reach over those who look after the site', async () => {
    const { group, leader: staff, members } = await community(guildhall.url, 1);
    const leader = members[0]!;
    ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    await moderator.join(group);
    expect(
      (await leader.delete(`/groups/${group.slug}/members/${moderator.username}`, { reason: 'Spam' })).status,
    ).toBe(403);
    expect((await staff.delete(`/groups/${group.slug}/members/${moderator.username}`, { reason: 'Spam' })).status).toBe(
      204,
    );
  });

  test('two leaders who step down at once leave one', async () => {
    const { group, leader, members } = await community(guildhall.url, 1);
    ok(await leader.patch(`/groups/${group.slug}/members/${members[0]!.username}`, { role: 'leader' }));
    const leave = (person: Person) => person.delete(`/groups/${group.slug}/membership`);
    const answers = await Promise.all([leave(leader), leave(members[0]!)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

test('one who was removed may join an open group again, and hears it again', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const member = members[0]!;
  ok(await leader.delete(`/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' }));
  expect((await member.get(`/groups/${group.slug}`)).status).toBe(200);
  await member.join(group);
  const ear = await member.listen();
  const stream = `group:${group.id}`;
  expect((await ear.watch({ [stream]: null }))[stream]).toMatchObject({ events: [] });
  ear.close();
});
