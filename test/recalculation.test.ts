import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { enrol } from '../bench/people.ts';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { daysFrom } from '../server/lib/days.ts';
import { evaluate } from '../server/ranks/evaluate.ts';
import { HistoryModel } from '../server/ranks/history.ts';
import { noteVisit } from '../server/ranks/metrics.ts';
import { recalculate } from '../server/ranks/recalculating.ts';
import { recalculateSome } from '../server/ranks/recalculation.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { tellSomeGroups } from '../server/ranks/tell-ranks.ts';
import type { Group } from '../shared/groups.ts';
import type { Ladder, Rung } from '../shared/ladder.ts';
import type { LadderPreview } from '../shared/ladder-versions.ts';
import { DEFAULT_LADDER } from '../shared/ladders.ts';
import { applyLadder, type Climber, latestLadder, makeClimbers, putUp, standingOf } from './support/climbers.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

// Everyone comes to be judged by a new ladder: silently, once, and whatever happens meanwhile.

const SECRET = 'a secret for tests and for nothing else';
const { rungs } = DEFAULT_LADDER;

let guildhall: Guildhall;
let staff: Person;
let group: Group;
/** The ladder in force as a test begins: the default one. */
let ladder: Ladder;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  group = await staff.makeGroup();
  await noteVisit(toId(staff.id));
});
beforeEach(async () => {
  await letGo();
  await StandingModel.deleteMany({ _id: { $ne: toId(staff.id) } });
  const { version } = await applyLadder(staff, rungs);
  // The groups, too, have been told.
  await recalculate();
  ladder = { version, rungs };
});
afterAll(() => guildhall?.close());

const leases = () => mongoose.connection.collection<{ _id: string; holder: string; until: Date }>('leases');
/** Another node has the right to recalculate, and does nothing. */
const holdUp = () => leases().updateOne({ _id: 'recalculation' }, { $set: HELD }, { upsert: true });
const HELD = { holder: 'a node that died', until: daysFrom(new Date(), 1) };
const letGo = () => leases().deleteOne({ _id: 'recalculation', holder: HELD.holder });

const eventsOf = (stream: string) =>
  mongoose.connection.collection('events').find({ stream }).sort({ seq: 1 }).toArray();
const typesOf = async ({ id }: { id: string }) => (await eventsOf(`account:${id}`)).map(({ type }) => type);
const historyOf = ({ id }: { id: string }) =>
  HistoryModel.find({ account: toId(id) })
    .sort({ number: 1 })
    .lean();

/** What someone has who could be of this rank, for who is of another. */
function like(rank: string, changes: object = {}) {
  const { daysRegistered, ...counted } = rungs.find(({ key }) => key === rank)!.thresholds;
  return { ...counted, registeredAt: daysFrom(new Date(), -daysRegistered - 0.5), ...changes };
}

/** Members of the group. */
async function climbers(...standings: Parameters<typeof makeClimbers>[2]): Promise<Climber[]> {
  const people = await makeClimbers(SECRET, ladder, standings);
  await enrol(
    group,
    people.map(({ id }) => id),
  );
  return people;
}

const POSTS: Record<string, number> = { 'active-member': 1, 'power-member': 60, 'ace-contributor': 60 };
/** Without frequent visitors; active members with fewer posts, power members with more. */
const other: Rung[] = rungs
  .filter(({ key }) => key !== 'frequent-visitor')
  .map((rung) => {
    const posts = POSTS[rung.key];
    return posts === undefined ? rung : { ...rung, thresholds: { ...rung.thresholds, posts } };
  });

const GRACE = { since: daysFrom(new Date(), -1), until: daysFrom(new Date(), 13), cause: 'activity' as const };
const decision = (rank: string) => ({ rank, reason: 'R', at: new Date(), until: daysFrom(new Date(), 9) });

test('moves exactly those a preview tells of, and what it tells changes nothing', async () => {
  const people = await climbers(
    { rank: 'power-member', posts: 60 },
    { rank: 'power-member' },
    { rank: 'frequent-visitor' },
    { ...like('active-member', { posts: 1 }), rank: 'frequent-visitor' },
    { ...like('active-member', { posts: 1 }), rank: 'forum-explorer' },
    { ...like('active-member', { posts: 1 }), rank: 'forum-explorer', assigned: decision('guest') },
    { rank: 'ace-contributor', posts: 62, grace: { ...GRACE, lost: ['posts'] } },
    { rank: 'community-leader', posts: 100, grace: { ...GRACE, lost: ['posts'] } },
    { rank: 'power-member', posts: 60, lock: decision('frequent-visitor') },
  );
  const before = await Promise.all(people.map(standingOf));
  const preview: LadderPreview = ok(await staff.post('/ranks/ladder/preview', { rungs: other })).body;
  expect(await Promise.all(people.map(standingOf))).toEqual(before);
  const { version: basedOn } = ladder;
  expect(preview).toMatchObject({ basedOn, members: people.length + 1, up: 2, down: 1, moved: 2, relieved: 1 });
  const told = (kind: string, from: string, to: string, ...indexes: number[]) => ({
    kind,
    from,
    to,
    count: indexes.length,
    examples: indexes.map((index) => expect.objectContaining({ id: people[index]!.id })),
  });
  expect(preview.moves).toHaveLength(4);
  expect(preview.moves).toEqual(
    expect.arrayContaining([
      told('up', 'forum-explorer', 'active-member', 4, 5),
      told('down', 'power-member', 'active-member', 1),
      told('moved', 'frequent-visitor', 'forum-explorer', 2),
      told('moved', 'frequent-visitor', 'active-member', 3),
    ]),
  );
  const { recalculation, version } = await applyLadder(staff, other);
  const { up, down: grace, moved, members } = preview;
  expect(recalculation).toMatchObject({ state: 'done', members, up, grace, moved });
  const after = await Promise.all(people.map(standingOf));
  expect(new Set(after.map(({ ladderVersion }) => ladderVersion))).toEqual(new Set([version]));
  const power = { rank: 'power-member', grace: null };
  const active = { rank: 'active-member', grace: null };
  expect(after).toMatchObject([
    power,
    { rank: 'power-member', grace: { lost: ['posts'], cause: 'ladder' } },
    { rank: 'forum-explorer' },
    active,
    active,
    { ...active, assigned: { rank: 'guest' } },
    { rank: 'ace-contributor', grace: null },
    { rank: 'community-leader', grace: before[7]!.grace },
    { ...power, lock: null },
  ]);
  const shown = await AccountModel.find({ _id: { $in: people.map(({ id }) => toId(id)) } }).sort({ _id: 1 });
  expect(shown.map(({ rank }) => rank)).toEqual(after.map(({ rank, assigned }) => assigned?.rank ?? rank));
});

test('is silent: the member has a line of history, the groups one word for everybody, now and later', async () => {
  const [risen, falling, given, staying] = await climbers(
    { ...like('active-member', { posts: 1 }), rank: 'forum-explorer' },
    { rank: 'power-member' },
    { ...like('active-member', { posts: 1 }), rank: 'forum-explorer', assigned: decision('guest') },
    { rank: 'power-member', posts: 60 },
  );
  const room = await staff.listen();
  await room.watch({ [`group:${group.id}`]: null });
  const { version } = await applyLadder(staff, other);
  await room.next('ranks.changed', ({ data }) => data.ladderVersion === version);
  expect(await typesOf(risen!)).toEqual(['rank.recorded', 'rank.changed']);
  expect(await typesOf(falling!)).toEqual(['rank.recorded']);
  expect(await typesOf(given!)).toEqual(['rank.recorded']);
  expect(await typesOf(staying!)).toEqual([]);
  expect(await historyOf(risen!)).toMatchObject([{ kind: 'up', cause: 'ladder', from: 'forum-explorer', by: null }]);
  expect(await historyOf(falling!)).toMatchObject([{ kind: 'grace', cause: 'ladder', lost: ['posts'] }]);
  for (const climber of [risen, falling, given, staying]) await evaluate(toId(climber!.id));
  await room.settled();
  const heard = room.events().filter(({ type }) => type.startsWith('rank'));
  expect(heard.map(({ type }) => type)).toEqual(['ranks.changed']);

  // What is earned afterwards is announced as ever.
  await StandingModel.updateOne({ _id: toId(risen!.id) }, { $set: like('power-member', { posts: 60 }) });
  await evaluate(toId(risen!.id));
  expect((await room.next('rank.up')).data).toMatchObject({ from: 'active-member', to: 'power-member' });
  room.close();
});

const tooFew = () => climbers(...Array.from({ length: 12 }, () => ({ rank: 'power-member' })));

test('that a node leaves half done is finished by another, and changes each member once', async () => {
  const people = await tooFew();
  await holdUp();
  const { version } = await putUp(staff, other);
  expect(await recalculateSome(2)).toBe(true);
  // Waits for whoever has the right to it.
  const goesOn = recalculate();
  expect(await StandingModel.countDocuments({ ladderVersion: version })).toBe(2);
  expect((await latestLadder(staff)).recalculation).toMatchObject({ state: 'running', members: 2 });
  await letGo();
  await goesOn;
  const { state, members, grace } = (await latestLadder(staff)).recalculation;
  expect({ state, members, grace }).toEqual({ state: 'done', members: people.length + 1, grace: people.length });
  for (const person of people) expect(await historyOf(person)).toMatchObject([{ number: 1, kind: 'grace' }]);
  expect(await recalculateSome()).toBe(false);
});

test('by two nodes at once changes each member once', async () => {
  const people = await tooFew();
  await holdUp();
  await putUp(staff, other);
  const goThrough = async () => {
    while (await recalculateSome(4));
  };
  await Promise.all(Array.from({ length: 4 }, goThrough));
  const { members, grace } = (await latestLadder(staff)).recalculation;
  expect({ members, grace }).toEqual({ members: people.length + 1, grace: people.length });
  for (const person of people) expect(await historyOf(person)).toHaveLength(1);
});

test('is over when a newer ladder comes, by which all are gone through again', async () => {
  const people = await tooFew();
  await holdUp();
  const first = await putUp(staff, other);
  await recalculateSome(2);
  const second = await putUp(staff, rungs);
  const { items } = ok(await staff.get('/ranks/ladder/versions')).body;
  expect(items[1]).toMatchObject({ version: first.version, recalculation: { state: 'done', members: 2 } });
  await letGo();
  await recalculate();
  const { version, recalculation } = await latestLadder(staff);
  expect({ version, ...recalculation }).toMatchObject({ version: second.version, members: people.length + 1 });
  // Less was asked again: whose grace had begun is relieved of it, and nobody else heard of anything.
  const kinds = await Promise.all(people.map(async (person) => (await historyOf(person)).map(({ kind }) => kind)));
  expect(kinds.filter(({ length }) => length > 0)).toEqual(
    Array.from({ length: kinds.flat().length / 2 }, () => ['grace', 'recovered']),
  );
  expect((await Promise.all(people.map(standingOf))).every(({ grace }) => grace === null)).toBe(true);
});

test('and evaluations in the same moment come to what the new ladder says, each rise once', async () => {
  const people = await climbers(
    ...Array.from({ length: 20 }, () => ({ ...like('active-member', { posts: 1 }), rank: 'forum-explorer' })),
  );
  const half = people.slice(0, 10);
  const evaluations = () => Promise.all(half.map(({ id }) => evaluate(toId(id))));
  const [{ version }] = await Promise.all([applyLadder(staff, other), evaluations(), evaluations()]);
  for (const person of people) {
    expect(await standingOf(person)).toMatchObject({ rank: 'active-member', ladderVersion: version });
    // By the ladder before, those who were evaluated first had risen to frequent visitors; that rung is gone.
    const steps = (await historyOf(person)).map(({ kind, rank }) => `${kind} ${rank}`).join(', ');
    expect(['up active-member', 'up frequent-visitor, moved active-member']).toContain(steps);
  }
  for (const person of people.slice(10)) expect(await typesOf(person)).not.toContain('rank.up');
});

test('finds who comes late with a standing by an older ladder', async () => {
  const { version, recalculation } = await applyLadder(staff, other);
  // Nothing is under way while they are made.
  await recalculate();
  const [late] = await climbers({ ...like('active-member', { posts: 1 }), rank: 'forum-explorer' });
  await recalculate();
  expect(await standingOf(late!)).toMatchObject({ rank: 'active-member', ladderVersion: version });
  expect(await typesOf(late!)).toEqual(['rank.recorded', 'rank.changed']);
  // That labels are to be fetched afresh was told before: theirs hear of this one.
  const heard = (await eventsOf(`group:${group.id}`)).filter(({ data }) => data.accountId === late!.id);
  expect(heard).toMatchObject([{ type: 'rank.changed', data: { rank: 'active-member' } }]);
  expect((await latestLadder(staff)).recalculation.members).toBe(recalculation.members + 1);
});

test('tells every group once, also where the node that told them dies', async () => {
  const groups = [group];
  while (groups.length < 14) groups.push(await staff.makeGroup());
  const told = async ({ id }: Group) =>
    (await eventsOf(`group:${id}`)).filter(({ type }) => type === 'ranks.changed').length;
  const before = await Promise.all(groups.map(told));
  await holdUp();
  ok(await staff.put('/ranks/assigned/helper', { title: 'Helper', description: 'Helps' }));
  await tellSomeGroups();
  const half = await Promise.all(groups.map(told));
  expect(half.filter((count, index) => count > before[index]!)).toHaveLength(10);
  await letGo();
  await recalculate();
  expect(await Promise.all(groups.map(told))).toEqual(before.map((count) => count + 1));
});
