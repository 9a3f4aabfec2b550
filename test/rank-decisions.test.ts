import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { createLogger } from '../server/lib/log.ts';
import { evaluateDue } from '../server/ranks/due.ts';
import { evaluate } from '../server/ranks/evaluate.ts';
import { noteVisit } from '../server/ranks/metrics.ts';
import { settle } from '../server/ranks/settle.ts';
import { StandingModel, type StandingRecord } from '../server/ranks/standing.ts';
import type { Group } from '../shared/groups.ts';
import { QUICK_LADDER } from '../shared/ladders.ts';
import type { Notice } from '../shared/notices.ts';
import type { HistoryEntry, MemberRank } from '../shared/ranks.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { ok, Person } from './support/person.ts';

// What staff decide about members' ranks, and that nobody else does.

let guildhall: Guildhall;
let staff: Person;
let lead: Person;
let groups: [Group, Group];
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  lead = await Person.register(guildhall.url, 'lead');
  groups = [await staff.makeGroup(), await staff.makeGroup()];
  for (const group of groups) {
    await lead.join(group);
    ok(await staff.patch(`/groups/${group.slug}/members/${lead.username}`, { role: 'leader' }));
  }
});
afterAll(() => guildhall?.close());

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** Someone in both groups, whose visit today has been counted. */
async function member(): Promise<Person> {
  const person = await Person.register(guildhall.url);
  for (const group of groups) await person.join(group);
  await noteVisit(toId(person.id));
  return person;
}

const at = ({ username }: Person, part = '') => `/accounts/${username}/rank${part}`;
const assign = (person: Person, rank: string, until: string | null = null, reason = 'For all you do') =>
  staff.put(at(person, '/assignment'), { rank, reason, until });
const lock = (person: Person, rank: string, until = inDays(30), reason = 'While we look into it') =>
  staff.put(at(person, '/lock'), { rank, reason, until });
const endAssignment = (person: Person) => staff.delete(at(person, '/assignment'), { reason: 'It is over' });
const endLock = (person: Person) => staff.delete(at(person, '/lock'), { reason: 'All is well' });

const change = (person: Person, changes: Partial<StandingRecord>) =>
  StandingModel.updateOne({ _id: toId(person.id) }, { $set: changes });

/** Gives someone what Active member asks for. */
async function activate(person: Person): Promise<void> {
  await change(person, { topicsViewed: 3, posts: 3, daysVisited: 1 });
  await evaluate(toId(person.id));
}

const rankOf = async (person: Person): Promise<MemberRank> => ok(await staff.get(at(person))).body;
const shown = async (person: Person): Promise<[string, string]> => {
  const { rank, source } = (await rankOf(person)).standing;
  expect((await person.get('/me')).body.account.rank).toBe(rank);
  const profile = (await staff.get(`/accounts/${person.username}`)).body;
  expect(profile).toMatchObject({ member: { rank }, rankSource: source });
  return [rank, source];
};

/** What happened, the first first: kinds and ranks. */
const historyOf = async (person: Person): Promise<string[]> => told((await rankOf(person)).history).reverse();
const told = (history: HistoryEntry[]) => history.map(({ kind, rank, cause }) => `${kind} ${rank} ${cause}`);

const noticesOf = async (person: Person): Promise<string[]> => {
  const { items } = ok(await person.get('/me/notifications?limit=100')).body as { items: Notice[] };
  return items
    .filter(({ kind }) => kind.startsWith('rank-'))
    .map(({ kind, title }) => `${kind} ${title}`)
    .reverse();
};

/** What a member and the others in both groups hear while something is done. */
async function heard(person: Person, act: () => Promise<unknown>) {
  const [own, room] = [await person.listen(), await lead.listen()];
  await own.watch({ [person.ownStream]: null });
  await room.watch(Object.fromEntries(groups.map(({ id }) => [`group:${id}`, null])));
  await act();
  const last = await own.next('rank.changed');
  for (const { id } of groups) await room.next('rank.changed', ({ stream }) => stream === `group:${id}`);
  await own.settled();
  own.close();
  room.close();
  return { last, own: own.events(), room: room.events() };
}

describe('a given rank', () => {
  test('is seen by everyone instead of the earned one, and told to nobody but its member', async () => {
    const person = await member();
    await activate(person);
    const { last, own, room } = await heard(person, async () => ok(await assign(person, 'guest', inDays(7))));
    expect(last).toMatchObject({
      actor: { id: staff.id },
      data: { accountId: person.id, rank: 'guest', source: 'assigned' },
    });
    expect(own.map(({ type, actor }) => [type, actor.id])).toEqual([
      ['rank.recorded', staff.id],
      ['rank.changed', staff.id],
    ]);
    expect(room.map(({ type }) => type)).toEqual(['rank.changed', 'rank.changed']);
    expect(await shown(person)).toEqual(['guest', 'assigned']);
    const { standing, history } = (await person.get('/me/rank')).body;
    expect(standing).toMatchObject({ rank: 'guest', earned: 'active-member', assigned: { reason: 'For all you do' } });
    expect(history[0]).toMatchObject({ kind: 'assigned', reason: 'For all you do', by: { id: staff.id } });
    expect(await noticesOf(person)).toEqual(['rank-up active-member', 'rank-assigned guest']);
  });

  test('lets the earned one rise beneath, in silence, and gives way to it when it is taken back', async () => {
    const person = await member();
    ok(await assign(person, 'community-manager'));
    await activate(person);
    expect(await shown(person)).toEqual(['community-manager', 'assigned']);
    expect((await rankOf(person)).standing.earned).toBe('active-member');
    const { last, room } = await heard(person, async () => ok(await endAssignment(person)));
    expect(last.data).toMatchObject({ rank: 'active-member', source: 'earned' });
    expect(room.map(({ type }) => type)).toEqual(['rank.changed', 'rank.changed']);
    expect(await historyOf(person)).toEqual([
      'assigned community-manager staff',
      'up active-member activity',
      'assignment-ended community-manager staff',
    ]);
    expect(await noticesOf(person)).toEqual(['rank-assigned community-manager', 'rank-ended community-manager']);
  });

  test('replaces the one given before, and the history has both', async () => {
    const person = await member();
    ok(await assign(person, 'moderator'));
    ok(await assign(person, 'vip'));
    expect(await shown(person)).toEqual(['vip', 'assigned']);
    expect(await historyOf(person)).toEqual([
      'assigned moderator staff',
      'assignment-ended moderator staff',
      'assigned vip staff',
    ]);
  });

  test('given again just so changes nothing, nor does ending what is not there', async () => {
    const person = await member();
    const until = inDays(3);
    const once = ok(await assign(person, 'guest', until)).body;
    expect(ok(await assign(person, 'guest', until)).body).toEqual(once);
    ok(await endAssignment(person));
    const ended = await rankOf(person);
    ok(await endAssignment(person));
    ok(await endLock(person));
    expect(await rankOf(person)).toEqual(ended);
    expect(ended.history).toHaveLength(2);
  });

  test('can be given to who has done nothing yet', async () => {
    const person = await Person.register(guildhall.url);
    await StandingModel.deleteOne({ _id: toId(person.id) });
    expect(ok(await assign(person, 'guest', inDays(1))).body).toMatchObject({
      member: { id: person.id, rank: 'guest' },
      standing: { rank: 'guest', source: 'assigned', earned: 'forum-explorer' },
    });
  });

  test('does not swallow a rise that had been reached before it', async () => {
    const person = await member();
    await change(person, { topicsViewed: 3, posts: 3, daysVisited: 1 });
    const { own } = await heard(person, async () => ok(await assign(person, 'guest')));
    expect(own.map(({ type }) => type)).toEqual(['rank.recorded', 'rank.up', 'rank.recorded', 'rank.changed']);
    expect(own[1]).toMatchObject({ actor: { id: person.id }, data: { to: 'active-member' } });
  });
});

test('a rise that comes to light with the end of a given rank is recorded and not announced', async () => {
  const person = await member();
  ok(await assign(person, 'guest', inDays(1)));
  const { assigned } = (await StandingModel.findById(person.id).lean())!;
  const over = { assigned: { ...assigned!, until: new Date(Date.now() - 1_000) } };
  await change(person, { ...over, topicsViewed: 3, posts: 3, daysVisited: 1 });
  const { own, room } = await heard(person, () => evaluate(toId(person.id)));
  expect(own.map(({ type }) => type)).toEqual(['rank.recorded', 'rank.recorded', 'rank.changed']);
  expect(room.map(({ type }) => type)).toEqual(['rank.changed', 'rank.changed']);
  expect(await shown(person)).toEqual(['active-member', 'earned']);
});

describe('a lock', () => {
  test.each(['forum-explorer', 'vip'])('holds what is shown at %s, below and above what is earned', async (rank) => {
    const person = await member();
    await activate(person);
    const { last } = await heard(person, async () => ok(await lock(person, rank)));
    expect(last.data).toMatchObject({ rank, source: 'locked' });
    await change(person, { topicsViewed: 5, posts: 8, kudosReceived: 2, distinctGivers: 2 });
    await evaluate(toId(person.id));
    expect(await shown(person)).toEqual([rank, 'locked']);
    ok(await endLock(person));
    expect(await shown(person)).toEqual(['power-member', 'earned']);
    expect(await historyOf(person)).toEqual([
      'up active-member activity',
      `locked ${rank} staff`,
      'up power-member activity',
      `lock-ended ${rank} staff`,
    ]);
    expect(await noticesOf(person)).toEqual(['rank-up active-member', `rank-locked ${rank}`, `rank-ended ${rank}`]);
  });

  test('is hidden by a given rank and seen again after it', async () => {
    const person = await member();
    ok(await lock(person, 'power-member'));
    ok(await assign(person, 'moderator'));
    expect(await shown(person)).toEqual(['moderator', 'assigned']);
    ok(await endAssignment(person));
    expect(await shown(person)).toEqual(['power-member', 'locked']);
  });

  test('ends when its rung is no longer on the ladder', () => {
    const now = new Date();
    const held = { rank: 'vip', reason: 'R', at: now, until: new Date(now.getTime() + DAY_MS) };
    const before = { ...new StandingModel({ registeredAt: now, rank: 'forum-explorer', ladderVersion: 1 }).toObject() };
    const ladder = { version: 2, rungs: QUICK_LADDER.rungs.filter(({ key }) => key !== 'vip') };
    const { after, happened } = settle({ ...before, lock: held }, ladder, now);
    expect(after.lock).toBeNull();
    expect(happened).toMatchObject([{ kind: 'lock-ended', rank: 'vip', cause: 'ladder' }]);
  });
});

test('a given rank and a lock that end at once leave the earned rank, and are both told', async () => {
  const person = await member();
  ok(await lock(person, 'vip', inDays(2)));
  ok(await assign(person, 'guest', inDays(1)));
  const { assigned, lock: held, dueAt } = (await StandingModel.findById(person.id).lean())!;
  expect(dueAt).toEqual(assigned!.until);
  const over = new Date(Date.now() - 1_000);
  await change(person, { assigned: { ...assigned!, until: over }, lock: { ...held!, until: over }, dueAt: over });
  const { last } = await heard(person, () => evaluateDue(createLogger('silent')));
  expect(last).toMatchObject({ actor: { id: person.id }, data: { rank: 'forum-explorer', source: 'earned' } });
  expect((await historyOf(person)).slice(-2)).toEqual(['assignment-ended guest time', 'lock-ended vip time']);
  expect((await noticesOf(person)).slice(-2)).toEqual(['rank-ended guest', 'rank-ended vip']);
  expect((await StandingModel.findById(person.id).lean())?.dueAt).toBeNull();
});

describe('refused are', () => {
  const refused = (answer: Answer, path: string) => {
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
  };

  test('ranks that cannot be given, or are not on the ladder', async () => {
    const person = await member();
    refused(await assign(person, 'no-such-rank'), 'rank');
    refused(await assign(person, 'power-member'), 'rank');
    refused(await lock(person, 'guest'), 'rank');
    expect((await rankOf(person)).history).toEqual([]);
  });

  test('ends that are over, and locks for longer than five years', async () => {
    const person = await member();
    refused(await assign(person, 'guest', inDays(-1)), 'until');
    refused(await lock(person, 'vip', inDays(-1)), 'until');
    refused(await lock(person, 'vip', inDays(5 * 366)), 'until');
    expect((await rankOf(person)).history).toEqual([]);
  });

  test('decisions about nobody', async () => {
    const nobody = { username: 'nobody-of-that-name' } as Person;
    for (const answer of [await assign(nobody, 'vip'), await endLock(nobody), await staff.get(at(nobody))])
      expect(answer.status).toBe(404);
  });

  test.each(['member', 'moderator', 'leader'])('all who are not staff: a %s', async (kind) => {
    const person = await member();
    const role = kind === 'moderator' ? 'moderator' : 'member';
    const other = kind === 'leader' ? lead : await Person.register(guildhall.url, kind, role);
    const body = { rank: 'vip', reason: 'Mine', until: inDays(1) };
    for (const subject of [person, other]) {
      const answers = [
        await other.put(at(subject, '/assignment'), body),
        await other.delete(at(subject, '/assignment'), { reason: 'Mine' }),
        await other.put(at(subject, '/lock'), body),
        await other.delete(at(subject, '/lock'), { reason: 'Mine' }),
        await other.get(at(subject)),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
      expect((await rankOf(subject)).history).toEqual([]);
    }
  });
});
