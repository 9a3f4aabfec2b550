import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Group } from '../shared/groups.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { lists, look, told, type, view } from './support/onlooker.ts';
import { community, ok, Person } from './support/person.ts';

// One node, without Redis. What nodes tell each other is in presence-nodes.test.ts.

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

let group: Group;
let leader: Person;
let ana: Person;
let ben: Person;
let topicId: string;
let open: Ear[];

beforeEach(async () => {
  const made = await community(guildhall.url, 2);
  ({ group, leader } = made);
  [ana, ben] = made.members as [Person, Person];
  topicId = (await ana.startTopic(group)).topic.id;
  open = [];
});
afterEach(() => {
  for (const ear of open) ear.close();
});

const kept = (ear: Ear): Ear => {
  open.push(ear);
  return ear;
};
const looks = async (person: Person, topic = topicId) => kept(await look(person, group, topic));
const listens = async (person: Person) => kept(await person.listen());
const stream = () => `group:${group.id}`;
const remove = (person: Person) =>
  leader.delete(`/groups/${group.slug}/members/${person.username}`, { reason: 'Spam' });

describe('who views a topic', () => {
  test('is told to all who view it, and at once to one who comes', async () => {
    const first = await looks(ana);
    await told(first, 'presence', [ana]);
    const second = await looks(ben);
    expect(lists(second, 'presence')).toHaveLength(1);
    await told(second, 'presence', [ana, ben]);
    const { members } = await told(first, 'presence', [ana, ben]);
    expect(members).toContainEqual({
      id: ben.id,
      username: ben.username,
      displayName: 'The member',
      rank: 'forum-explorer',
    });
  });

  test.each<[string, (ear: Ear) => unknown]>([
    ['goes elsewhere', (ear) => view(ear, null)],
    ['disconnects', (ear) => ear.close()],
    ['stops watching the group', (ear) => ear.ask('unwatch', { streams: [stream()] })],
  ])('and %s is no longer there', async (_how, leave) => {
    const [stays, leaves] = [await looks(ana), await looks(ben)];
    await told(stays, 'presence', [ana, ben]);
    await leave(leaves);
    await told(stays, 'presence', [ana]);
  });

  test('and goes to another topic is there, and no longer here', async () => {
    const other = (await ana.startTopic(group)).topic.id;
    const [here, there] = [await looks(ana), await looks(leader, other)];
    const moves = await looks(ben);
    await told(here, 'presence', [ana, ben]);
    await view(moves, other);
    await told(here, 'presence', [ana]);
    await told(there, 'presence', [leader, ben]);
    await told(moves, 'presence', [leader, ben], other);
  });

  test('with several devices counts once, and is there until the last of them goes', async () => {
    const stays = await looks(ana);
    const devices = [await looks(ben), await looks(ben), await looks(ben)];
    await told(stays, 'presence', [ana, ben]);
    devices[0]!.close();
    devices[1]!.close();
    const third = await looks(leader);
    await told(stays, 'presence', [ana, ben, leader]);
    devices[2]!.close();
    await told(stays, 'presence', [ana, leader]);
    await told(third, 'presence', [ana, leader]);
    expect(lists(stays, 'presence').every(({ count }) => count <= 3)).toBe(true);
  });

  test('is named up to a number, and counted beyond', async () => {
    const crowd = await Promise.all(Array.from({ length: 24 }, () => Person.register(guildhall.url)));
    const stays = await looks(ana);
    await Promise.all(crowd.map((person) => looks(person)));
    const full = await stays.notice(({ payload }) => (payload as { count?: number }).count === 25);
    expect((full.payload as { members: unknown[] }).members).toHaveLength(20);
  });

  test('is told again only when something changed', async () => {
    const [stays, again] = [await looks(ana), await looks(ben)];
    await told(stays, 'presence', [ana, ben]);
    await view(again, topicId);
    const comes = await looks(leader);
    await told(stays, 'presence', [ana, ben, leader]);
    comes.close();
    await told(stays, 'presence', [ana, ben]);
    again.close();
    await told(stays, 'presence', [ana]);
    expect(lists(stays, 'presence').map(({ count }) => count)).toEqual([1, 2, 3, 2, 1]);
    expect(lists(stays, 'typing')).toEqual([]);
  });

  test('is shown by the name they have now', async () => {
    const stays = await looks(ana);
    await looks(ben);
    await told(stays, 'presence', [ana, ben]);
    ok(await ben.patch('/me', { displayName: 'Benjamin' }));
    await stays.notice(({ type, payload }) => type === 'presence' && JSON.stringify(payload).includes('"Benjamin"'));
  });

  test('is decided by the last they said, however quickly', async () => {
    const other = (await ana.startTopic(group)).topic.id;
    const [here, there] = [await looks(ana), await looks(leader, other)];
    const ear = await listens(ben);
    await ear.watch({ [stream()]: null });
    const asked = [topicId, null, topicId, other, topicId, other].map((topic) =>
      ear.ask('viewing', { topicId: topic }),
    );
    expect(await Promise.all(asked)).toEqual(asked.map(() => ({ ok: true, data: {} })));
    await told(there, 'presence', [leader, ben]);
    const visitor = await looks(await Person.register(guildhall.url));
    await visitor.notice(({ type, payload }) => type === 'presence' && (payload as { count: number }).count === 2);
    expect(lists(here, 'presence').some(({ members }) => members.some(({ id }) => id === ben.id))).toBe(false);
  });
});

describe('who writes in a topic', () => {
  test('is told to those who view it, until they say it is over', async () => {
    const [stays, writes] = [await looks(ana), await looks(ben)];
    expect(await type(writes, topicId)).toEqual({ ok: true, data: {} });
    await told(stays, 'typing', [ben]);
    const comes = await looks(leader);
    await told(comes, 'typing', [ben]);
    await type(writes, topicId, false);
    await told(stays, 'typing', []);
    await told(comes, 'typing', []);
  });

  test('is over by itself after a while', async () => {
    const [stays, writes] = [await looks(ana), await looks(ben)];
    await type(writes, topicId);
    await told(stays, 'typing', [ben]);
    await told(stays, 'typing', []);
  });

  test.each<[string, (writes: Ear, stays: Ear) => Promise<unknown>]>([
    ['posts', async (_writes, stays) => [await ben.reply(topicId), await stays.next('post.created')]],
    ['goes elsewhere', (writes) => view(writes, null)],
    [
      'disconnects',
      async (writes, stays) => {
        writes.close();
        await told(stays, 'presence', [ana]);
      },
    ],
    [
      'leaves the group',
      async (_writes, stays) => {
        ok(await ben.delete(`/groups/${group.slug}/membership`));
        await stays.next('member.left');
      },
    ],
  ])('and %s no longer writes, from that moment on', async (_how, end) => {
    const [stays, writes] = [await looks(ana), await looks(ben)];
    await told(stays, 'presence', [ana, ben]);
    await type(writes, topicId);
    await told(stays, 'typing', [ben]);
    await end(writes, stays);
    await type(await looks(leader), topicId);
    const { payload } = await stays.notice(
      ({ type, payload }) => type === 'typing' && JSON.stringify(payload).includes(leader.id),
    );
    expect(payload).toMatchObject({ count: 1, members: [{ id: leader.id }] });
  });

  test('is told anew of one who posts and writes on at once', async () => {
    const [stays, writes] = [await looks(ana), await looks(ben)];
    await type(writes, topicId);
    await told(stays, 'typing', [ben]);
    await ben.reply(topicId);
    await Promise.all([stays, writes].map((ear) => ear.next('post.created')));
    await type(writes, topicId);
    await told(stays, 'typing', [ben]);
  });

  test('is decided by the last they said, however quickly', async () => {
    const [stays, writes] = [await looks(ana), await looks(ben)];
    const said = [true, false, true, false].map((typing) => type(writes, topicId, typing));
    await Promise.all(said);
    const other = await looks(leader);
    await type(other, topicId);
    await told(stays, 'typing', [leader]);
    expect(
      lists(stays, 'typing')
        .at(-1)
        ?.members.map(({ id }) => id),
    ).toEqual([leader.id]);
  });
});

describe('neither is for', () => {
  test('one who does not watch the group', async () => {
    const stays = await looks(ana);
    const ear = await listens(ben);
    expect(await ear.ask('viewing', { topicId })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await type(ear, topicId)).toMatchObject({ ok: false, code: 'forbidden' });
    await looks(leader);
    await told(stays, 'presence', [ana, leader]);
    await ear.settled();
    expect(ear.heard).toEqual([]);
    expect(lists(stays, 'presence').some(({ members }) => members.some(({ id }) => id === ben.id))).toBe(false);
  });

  test('one who watches another group only', async () => {
    const other = await community(guildhall.url, 1);
    const ear = await listens(other.members[0]!);
    await ear.watch({ [`group:${other.group.id}`]: null });
    expect(await ear.ask('viewing', { topicId })).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('one who looks at another topic of the group', async () => {
    const other = (await ana.startTopic(group)).topic.id;
    const elsewhere = await looks(ana, other);
    const writes = await looks(ben);
    await told(writes, 'presence', [ben]);
    expect(await type(writes, other)).toMatchObject({ ok: false, code: 'forbidden' });
    await type(writes, topicId);
    await told(writes, 'typing', [ben]);
    await elsewhere.settled();
    expect(lists(elsewhere, 'typing')).toEqual([]);
    expect(lists(elsewhere, 'presence').every((list) => list.topicId === other && list.count === 1)).toBe(true);
  });

  test('one who is gone by the time it is known that they may write', async () => {
    const [stays, goes] = [await looks(ana), await looks(ben)];
    const [writing] = await Promise.all([type(goes, topicId), view(goes, null)]);
    expect(writing).toMatchObject({ ok: false, code: 'forbidden' });
    await type(stays, topicId);
    await told(stays, 'typing', [ana]);
    expect(lists(stays, 'typing')).toHaveLength(1);
  });

  test('a topic there is not', async () => {
    const ear = await listens(ana);
    expect(await ear.ask('viewing', { topicId: '0'.repeat(24) })).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('one who is removed: they are told nothing more, and nobody is told of them', async () => {
    const stays = await looks(ana);
    const [one, two] = [await looks(ben), await looks(ben)];
    await type(one, topicId);
    await told(stays, 'typing', [ben]);
    ok(await remove(ben));
    await told(stays, 'typing', []);
    await told(stays, 'presence', [ana]);
    await looks(leader);
    await told(stays, 'presence', [ana, leader]);
    for (const ear of [one, two]) {
      await ear.notice(({ type }) => type === 'revoked');
      await ear.settled();
      expect(ear.heard.slice(ear.heard.findIndex(({ type }) => type === 'revoked') + 1)).toEqual([]);
      expect(await ear.ask('viewing', { topicId })).toMatchObject({ ok: false, code: 'forbidden' });
      expect(await type(ear, topicId)).toMatchObject({ ok: false, code: 'forbidden' });
    }
  });

  test('one who is removed in the very moment of coming or writing', async () => {
    const crowd = (await community(guildhall.url, 6)) satisfies { group: Group };
    const topic = (await crowd.leader.startTopic(crowd.group)).topic.id;
    const stays = kept(await look(crowd.leader, crowd.group, topic));
    const ears = await Promise.all(crowd.members.map(listens));
    for (const ear of ears) await ear.watch({ [`group:${crowd.group.id}`]: null });
    await Promise.all([
      ...ears.map((ear) => ear.ask('viewing', { topicId: topic })),
      ...ears.map((ear) => type(ear, topic)),
      ...crowd.members.map(({ username }) =>
        crowd.leader.delete(`/groups/${crowd.group.slug}/members/${username}`, { reason: 'Spam' }).then(ok),
      ),
    ]);
    for (const ear of ears) await ear.notice(({ type }) => type === 'revoked');
    const visitor = await Person.register(guildhall.url);
    kept(await look(visitor, crowd.group, topic));
    await told(stays, 'presence', [crowd.leader, visitor]);
    for (const ear of ears) {
      await ear.settled();
      expect(ear.heard.slice(ear.heard.findIndex(({ type }) => type === 'revoked') + 1)).toEqual([]);
    }
  });

  test('one whose session was ended', async () => {
    const stays = await looks(ana);
    const ear = await looks(ben);
    await told(stays, 'presence', [ana, ben]);
    const [session] = ok(await ben.get('/me/sessions')).body.items;
    ok(await ben.delete(`/me/sessions/${session.id}`));
    await ear.notice(({ type }) => type === 'disconnect');
    await told(stays, 'presence', [ana]);
  });

  test('writing: one who is no member, though they may view', async () => {
    const visitor = await Person.register(guildhall.url);
    const [stays, ear] = [await looks(ana), await looks(visitor)];
    await told(stays, 'presence', [ana, visitor]);
    expect(await type(ear, topicId)).toMatchObject({ ok: false, code: 'not_a_member' });
    await type(stays, topicId);
    await told(ear, 'typing', [ana]);
    expect(lists(ear, 'typing')).toHaveLength(1);
  });
});

describe('a request', () => {
  test.each([
    ['viewing', 'no payload', undefined],
    ['viewing', 'no topic', {}],
    ['viewing', 'an unknown key', { topicId: null, more: 1 }],
    ['viewing', 'an operator for a topic', { topicId: { $ne: null } }],
    ['viewing', 'a topic that is no id', { topicId: 'viewing:1' }],
    ['typing', 'no payload', null],
    ['typing', 'no topic', { typing: true }],
    ['typing', 'no topic, as viewing may', { topicId: null, typing: true }],
    ['typing', 'a number for a yes', { topicId: '0'.repeat(24), typing: 1 }],
    ['typing', 'an unknown key', { topicId: '0'.repeat(24), typing: true, text: 'Dear all' }],
  ])('%s with %s is told it is invalid', async (name, _what, payload) => {
    const ear = await listens(ana);
    expect(await ear.ask(name, payload)).toMatchObject({ ok: false, code: 'invalid_request' });
  });

  test('made without end is told when to come back; ending is always allowed', async () => {
    await guildhall.close();
    guildhall = await openGuildhall({ limitFactor: 1 });
    const strict = await community(guildhall.url, 1);
    const { id } = (await strict.members[0]!.startTopic(strict.group)).topic;
    const ear = kept(await look(strict.members[0]!, strict.group, id));
    const limited = { ok: false, code: 'rate_limited', retryAfter: expect.any(Number) };
    const writing = await Promise.all(Array.from({ length: 125 }, () => type(ear, id)));
    expect(writing.filter(({ ok }) => ok)).toHaveLength(120);
    expect(writing.at(-1)).toMatchObject(limited);
    const viewing = await Promise.all(Array.from({ length: 125 }, () => ear.ask('viewing', { topicId: id })));
    expect(viewing.filter(({ ok }) => ok)).toHaveLength(119);
    expect(viewing.at(-1)).toMatchObject(limited);
    expect(await type(ear, id, false)).toEqual({ ok: true, data: {} });
    expect(await ear.ask('viewing', { topicId: null })).toEqual({ ok: true, data: {} });
  });
});
