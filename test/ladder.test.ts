import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { AccountModel, type AccountRecord } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { establishAssignedRanks } from '../server/ranks/assigned-rank.ts';
import { previewLadder } from '../server/ranks/preview.ts';
import type { Rung } from '../shared/ladder.ts';
import type { LadderVersions } from '../shared/ladder-versions.ts';
import { DEFAULT_LADDER } from '../shared/ladders.ts';
import type { AssignedRank } from '../shared/ranks.ts';
import { reduceLadderVersions } from '../shared/reduce/ladder-versions.ts';
import { applyLadder, latestLadder, putUp } from './support/climbers.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { community, fresh, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let scene: Awaited<ReturnType<typeof community>>;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await community(guildhall.url, 1);
  staff = scene.leader;
});
afterAll(() => guildhall?.close());

const { rungs } = DEFAULT_LADDER;
const changedAt = (at: number, change: (rung: Rung) => Rung): Rung[] =>
  rungs.map((rung, index) => (index === at ? change(rung) : rung));
const titled = (at: number, title: string) => changedAt(at, (rung) => ({ ...rung, title }));
const named = (at: number, key: string) => changedAt(at, (rung) => ({ ...rung, key }));
const asking = (at: number, thresholds: Partial<Rung['thresholds']>) =>
  changedAt(at, (rung) => ({ ...rung, thresholds: { ...rung.thresholds, ...thresholds } }));

const ranks = async () => ok(await request(guildhall.url, 'GET', '/ranks')).body;
const given = async (key: string): Promise<AssignedRank | undefined> =>
  (await ranks()).assigned.find((rank: AssignedRank) => rank.key === key);
const give = (key: string, title = fresh('Title'), description = 'For those who help') =>
  staff.put(`/ranks/assigned/${key}`, { title, description });

describe('a new ladder', () => {
  test('is in force at once, and is written down with who made it and why', async () => {
    const before = await latestLadder(staff);
    const made = await putUp(staff, titled(3, 'Powerful member'), 'It sounds better');
    expect(made).toMatchObject({ version: before.version + 1, note: 'It sounds better', by: { id: staff.id } });
    expect((await ranks()).ladder).toEqual({ version: made.version, rungs: made.rungs });
    const { items } = ok(await staff.get('/ranks/ladder/versions')).body;
    expect(items.slice(0, 2).map(({ version }: { version: number }) => version)).toEqual([
      made.version,
      before.version,
    ]);
    expect(items.at(-1)).toMatchObject({ version: 1, by: null, recalculation: { state: 'done' } });
  });

  test('that goes on from another than the latest is refused, with the latest beside it', async () => {
    const { version } = await putUp(staff, titled(3, 'One'));
    const body = { rungs: titled(3, 'Two'), basedOn: version - 1, note: 'N' };
    const answer = await staff.post('/ranks/ladder/versions', body);
    expect([answer.status, answer.body.code]).toEqual([409, 'ladder_changed']);
    expect(answer.body.current).toMatchObject({ version, by: { id: staff.id } });
    expect((await latestLadder(staff)).version).toBe(version);
  });

  test('of two staff at once is one’s, and the other is told so', async () => {
    const other = await Person.register(guildhall.url, 'other', 'staff');
    const { version } = await latestLadder(staff);
    const draft = (title: string) => ({ rungs: titled(3, title), basedOn: version, note: 'At once' });
    const answers = await Promise.all([
      staff.post('/ranks/ladder/versions', draft('Mine')),
      other.post('/ranks/ladder/versions', draft('Theirs')),
    ]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect([won!.status, lost!.status, lost!.body.code]).toEqual([201, 409, 'ladder_changed']);
    expect(lost!.body.current).toMatchObject({ version: version + 1, rungs: won!.body.rungs });
  });

  test('is shown to staff live as a reload would show it, to the end of its recalculation', async () => {
    const before: LadderVersions = ok(await staff.get('/ranks/ladder/versions')).body;
    await applyLadder(staff, titled(4, 'Ace'));
    const after: LadderVersions = ok(await staff.get('/ranks/ladder/versions')).body;
    const ear = await staff.listen();
    const told = (await ear.watch({ staff: before.head.seq })).staff!;
    ear.close();
    if (!('events' in told)) throw new Error('not all was told');
    expect(told.events.filter(({ type }) => type === 'ladder.changed').length).toBeGreaterThan(1);
    expect(told.events.reduce((view, event) => reduceLadderVersions(view, event, staff.id), before)).toEqual(after);
  });

  const nothing = rungs[0]!.thresholds;
  test.each<[string, Rung[], string]>([
    ['with one rung', rungs.slice(0, 1), 'rungs'],
    ['with too many', Array.from({ length: 21 }, (_, n) => ({ ...rungs[0]!, key: `r${n}`, title: `R${n}` })), 'rungs'],
    ['whose first rung is another', named(0, 'beginner'), 'rungs.0.key'],
    ['whose first rung asks for something', asking(0, { posts: 1 }), 'rungs.0.thresholds.posts'],
    ['that asks for less further up', asking(4, { posts: 1 }), 'rungs.4.thresholds.posts'],
    ['with a name twice', named(4, 'power-member'), 'rungs.4.key'],
    ['with a title twice', titled(4, 'power MEMBER'), 'rungs.4.title'],
    ['with the name of a rank that is given', named(4, 'moderator'), 'rungs.4.key'],
    ['with a name that is none', named(4, 'Ace Contributor'), 'rungs.4.key'],
    ['with no title', titled(4, ' '), 'rungs.4.title'],
    ['that asks for less than nothing', asking(4, { posts: -1 }), 'rungs.4.thresholds.posts'],
    ['that asks for half of something', asking(7, { posts: 9_999.5 }), 'rungs.7.thresholds.posts'],
    ['that asks for what nobody counts', asking(4, { likes: 1 } as object), 'rungs.4.thresholds'],
    ['that leaves a metric out', [rungs[0]!, { ...rungs[1]!, thresholds: { posts: 1 } as typeof nothing }], 'rungs.1'],
    ['that says more', [rungs[0]!, { ...rungs[1]!, colour: 'red' } as Rung], 'rungs.1'],
  ])('%s is refused at that place', async (_case, wrong, path) => {
    const { version } = await latestLadder(staff);
    const bodies = { versions: { rungs: wrong, basedOn: version, note: 'N' }, preview: { rungs: wrong } };
    for (const [place, body] of Object.entries(bodies)) {
      const answer = await staff.post(`/ranks/ladder/${place}`, body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(answer.body.errors.map((error: { path: string }) => error.path).join(' ')).toContain(path);
    }
    expect((await latestLadder(staff)).version).toBe(version);
  });

  test('is previewed one at a time on a node; who comes second is told when to come back', async () => {
    const viewer: AccountRecord = (await AccountModel.findById(toId(staff.id)).lean())!;
    const [first, second] = await Promise.allSettled([
      previewLadder(viewer, { rungs }),
      previewLadder(viewer, { rungs }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'busy', retryAfter: expect.any(Number) } });
    expect((await staff.post('/ranks/ladder/preview', { rungs })).status).toBe(200);
  });
});

describe('a rank that is given', () => {
  test('is there from the start: five of them, one of which can be earned, too', async () => {
    const { assigned } = await ranks();
    expect(assigned.slice(0, 5).map(({ title }: AssignedRank) => title)).toEqual([
      'Community Manager',
      'Moderator',
      'Featured Content Expert',
      'VIP',
      'Guest',
    ]);
  });

  test('is made and named anew; every group hears of it, the staff at once', async () => {
    const [member] = scene.members as [Person];
    const [console, room] = [await staff.listen(), await member.listen()];
    await console.watch({ staff: null });
    await room.watch({ [`group:${scene.group.id}`]: null });
    for (const title of ['Mentor', 'Mentor for life']) {
      const made = ok(await staff.put('/ranks/assigned/mentor', { title, description: 'Helps newcomers' })).body;
      expect(made).toEqual({ key: 'mentor', title, description: 'Helps newcomers' });
      const { version } = await latestLadder(staff);
      expect((await console.next('ranks.changed')).data).toEqual({ ladderVersion: version });
      await room.next('ranks.changed');
      // Whoever asks after they heard it sees it.
      expect(await given('mentor')).toEqual(made);
    }
    console.close();
    room.close();
  });

  test('that is as it was tells nobody', async () => {
    ok(await give('steady', 'Steady'));
    const head = async () => (await staff.get('/ranks/ladder/versions')).body.head.seq;
    const before = await head();
    ok(await give('steady', 'Steady'));
    expect(await head()).toBe(before);
  });

  test('comes back at the next start if it is missing, and keeps the name staff gave it', async () => {
    ok(await give('guest', 'Visitor'));
    await mongoose.connection.collection<{ _id: string }>('assignedranks').deleteOne({ _id: 'moderator' });
    await establishAssignedRanks();
    expect(await given('moderator')).toMatchObject({ title: 'Moderator' });
    expect(await given('guest')).toMatchObject({ title: 'Visitor' });
  });

  test('can be named anew where it can also be earned', async () => {
    expect(ok(await give('vip', 'VIP', 'By acclamation')).body.description).toBe('By acclamation');
  });

  test.each(['ace-contributor', 'gone'])('cannot be called as a rung is or was: %s', async (key) => {
    await putUp(staff, [...rungs.slice(0, 7), { ...rungs[7]!, key: 'gone', title: 'Gone' }]);
    await putUp(staff, rungs);
    const answer = await give(key);
    expect([answer.status, answer.body.code]).toEqual([409, 'rank_in_use']);
    expect(await given(key)).toBeUndefined();
  });

  test('and a rung that are called alike at once: one of them is refused', async () => {
    const { version } = await latestLadder(staff);
    const ladder = { rungs: named(4, 'twice'), basedOn: version, note: 'N' };
    const answers = await Promise.all([staff.post('/ranks/ladder/versions', ladder), give('twice')]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  });

  test.each([
    ['a name that is none', 'No-Name', 'Title', 'key'],
    ['no title', 'wrong', '', 'title'],
    ['two lines of title', 'wrong', 'A\nB', 'title'],
    ['another’s title', 'wrong', 'community MANAGER', 'title'],
  ])('is refused with %s', async (_case, key, title, path) => {
    const answer = await give(key, title);
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([400, 'invalid_request', path]);
    expect(await given(key)).toBeUndefined();
  });

  test('has a title of its own also when two are made at once', async () => {
    const answers = await Promise.all([give('first', 'The one'), give('second', 'The one')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test('is one of fifty at most', async () => {
    const room = 50 - (await ranks()).assigned.length;
    const names = Array.from({ length: room - 1 }, () => fresh('rank').toLowerCase());
    await mongoose.connection
      .collection<{ _id: string }>('assignedranks')
      .insertMany(names.map((_id) => ({ _id, title: _id, titleKey: _id, description: 'D' })));
    ok(await give('the-last'));
    const answer = await give('one-more');
    expect([answer.status, answer.body.code]).toEqual([409, 'limit_reached']);
    ok(await give('guest', 'Still a guest'));
  });
});

describe.each([
  ['GET', '/ranks/ladder/versions', undefined],
  ['POST', '/ranks/ladder/preview', { rungs }],
  ['POST', '/ranks/ladder/versions', { rungs, basedOn: 1, note: 'Mine' }],
  ['PUT', '/ranks/assigned/king', { title: 'King', description: 'Me' }],
])('%s %s', (method, path, body) => {
  test('is for staff: members, leaders and moderators are refused, and nothing comes of it', async () => {
    const leader = await Person.register(guildhall.url, 'leader');
    await leader.join(scene.group);
    const led = { role: 'leader' };
    ok(await staff.patch(`/groups/${scene.group.slug}/members/${leader.username}`, led));
    const { version } = await latestLadder(staff);
    for (const person of [scene.members[0]!, leader, await Person.register(guildhall.url, 'mod', 'moderator')]) {
      const answer = await person.ask(method, path, body);
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
      expect(JSON.stringify(answer.body)).not.toContain('rungs');
    }
    expect((await request(guildhall.url, method, path, { body })).status).toBe(401);
    expect((await latestLadder(staff)).version).toBe(version);
    expect(await given('king')).toBeUndefined();
  });
});
