import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { newId, toId } from '../server/db/id.ts';
import { createLogger } from '../server/lib/log.ts';
import { due, evaluateDue } from '../server/ranks/due.ts';
import { noteVisit } from '../server/ranks/metrics.ts';
import { StandingModel, type StandingRecord } from '../server/ranks/standing.ts';
import { GRACE_DAYS } from '../shared/ladder.ts';
import type { Notice } from '../shared/notices.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, type Person } from './support/person.ts';
import { Reads } from './support/reads.ts';

// What time alone does to ranks: promotions by age, the end of a grace and of what staff decided, found by a job.

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
});
afterAll(() => guildhall?.close());

const DAY_MS = 86_400_000;
const silent = createLogger('silent');
const ago = (ms: number): Date => new Date(Date.now() - ms);

/** A member with a topic to write in, whose visit today has been counted. */
async function setScene() {
  const { group, leader, members } = await community(guildhall.url, 1);
  const [member] = members as [Person];
  await noteVisit(toId(member.id));
  const { topic } = await leader.startTopic(group);
  return { group, staff: leader, member, topic };
}

const standingOf = async ({ id }: Person): Promise<StandingRecord> => (await StandingModel.findById(id).lean())!;
const change = ({ id }: Person, changes: Partial<StandingRecord>) =>
  StandingModel.updateOne({ _id: toId(id) }, { $set: changes });
const mine = async (person: Person) => ok(await person.get('/me/rank')).body;
const noticesOf = async (person: Person): Promise<string[]> => {
  const { items } = ok(await person.get('/me/notifications?limit=100')).body as { items: Notice[] };
  return items.filter(({ kind }) => kind.startsWith('rank-')).map(({ kind, title }) => `${kind} ${title}`);
};

/** What a member hears of their own, and what is heard in their group, while something is done. */
async function heard({ member, group, staff }: Awaited<ReturnType<typeof setScene>>, act: () => Promise<unknown>) {
  const [own, room] = [await member.listen(), await staff.listen()];
  await own.watch({ [member.ownStream]: null });
  await room.watch({ [`group:${group.id}`]: null });
  await act();
  await own.next('rank.recorded');
  await own.settled();
  await room.settled();
  own.close();
  room.close();
  return { own: own.events().map(({ type }) => type), room: room.events().map(({ type }) => type) };
}

describe('age alone', () => {
  test('promotes on the day it is reached who has all else, and is waited for from the last act on', async () => {
    const scene = await setScene();
    const { member, topic } = scene;
    const almost = { daysVisited: 2, topicsViewed: 10, posts: 39, kudosReceived: 15, distinctGivers: 4 };
    await change(member, { ...almost, rank: 'ace-contributor', dueAt: null });
    await member.reply(topic.id);
    const { registeredAt, dueAt } = await standingOf(member);
    const day = new Date(registeredAt.getTime() + DAY_MS);
    expect(dueAt).toEqual(day);
    await evaluateDue(silent, new Date(day.getTime() - 1));
    expect((await standingOf(member)).rank).toBe('ace-contributor');
    await change(member, { registeredAt: ago(DAY_MS), dueAt: ago(0) });
    const { own, room } = await heard(scene, () => evaluateDue(silent));
    expect(own).toEqual(['rank.recorded', 'rank.up']);
    expect(room).toEqual(['rank.up']);
    expect((await mine(member)).history[0]).toMatchObject({
      kind: 'up',
      from: 'ace-contributor',
      rank: 'community-leader',
      metrics: { daysRegistered: 1, posts: 40 },
    });
    expect(await noticesOf(member)).toEqual(['rank-up community-leader']);
  });

  test('is no longer waited for when something else is missing again', async () => {
    const { member, topic } = await setScene();
    const almost = { daysVisited: 2, topicsViewed: 10, posts: 39, kudosReceived: 15, distinctGivers: 4 };
    await change(member, { ...almost, rank: 'ace-contributor', dueAt: null });
    const { id } = await member.reply(topic.id);
    expect((await standingOf(member)).dueAt).not.toBeNull();
    ok(await member.delete(`/posts/${id}`));
    expect((await standingOf(member)).dueAt).toBeNull();
  });
});

/** An active member who takes a post back, so that two of the three are left that are asked for. */
async function inGrace() {
  const scene = await setScene();
  const { member, topic } = scene;
  await change(member, { topicsViewed: 3 });
  const ear = await member.listen();
  await ear.watch({ [member.ownStream]: null });
  const posts = [];
  for (let n = 0; n < 3; n += 1) posts.push(await member.reply(topic.id));
  await ear.next('rank.up', ({ data }) => data.to === 'active-member');
  ok(await member.delete(`/posts/${posts[0]!.id}`));
  await ear.next('rank.recorded', ({ data }) => data.line.kind === 'grace');
  ear.close();
  return scene;
}

describe('a grace', () => {
  test('begins with what is taken back, keeps the rank and says what is missing until when', async () => {
    const { member } = await inGrace();
    const { standing, history } = await mine(member);
    expect(standing).toMatchObject({ rank: 'active-member', grace: { lost: ['posts'], fallsTo: 'frequent-visitor' } });
    expect(history[0]).toMatchObject({ kind: 'grace', rank: 'active-member', lost: ['posts'], cause: 'activity' });
    const { grace, dueAt } = await standingOf(member);
    expect(dueAt).toEqual(grace!.until);
    expect(grace!.until.getTime() - grace!.since.getTime()).toBe(GRACE_DAYS * DAY_MS);
    expect((await noticesOf(member))[0]).toBe('rank-grace active-member');
  });

  test('that ends takes the rank with the reason, which is told to the member alone', async () => {
    const scene = await inGrace();
    const { member } = scene;
    const { grace } = await standingOf(member);
    await change(member, { grace: { ...grace!, until: ago(1_000) }, dueAt: ago(1_000) });
    const { own, room } = await heard(scene, () => evaluateDue(silent));
    expect(own).toEqual(['rank.recorded', 'rank.changed']);
    expect(room).toEqual(['rank.changed']);
    const { standing, history } = await mine(member);
    expect(standing).toMatchObject({ rank: 'frequent-visitor', grace: null });
    expect(history[0]).toMatchObject({
      kind: 'down',
      from: 'active-member',
      rank: 'frequent-visitor',
      lost: ['posts'],
      cause: 'activity',
      metrics: { posts: 2 },
    });
    expect((await noticesOf(member))[0]).toBe('rank-down frequent-visitor');
  });

  test('is over in time when what was missing is there again, of which the history tells and no notice', async () => {
    const scene = await inGrace();
    const { member, topic } = scene;
    const before = await noticesOf(member);
    const { own } = await heard(scene, () => member.reply(topic.id));
    expect(own).toEqual(['rank.recorded']);
    const { standing, history } = await mine(member);
    expect(standing).toMatchObject({ rank: 'active-member', grace: null });
    expect(history[0]).toMatchObject({ kind: 'recovered', rank: 'active-member' });
    expect((await standingOf(member)).dueAt).toBeNull();
    expect(await noticesOf(member)).toEqual(before);
  });

  test('lost and made good again later is a rise that is not announced a second time', async () => {
    const scene = await inGrace();
    const { member, topic } = scene;
    const { grace } = await standingOf(member);
    await change(member, { grace: { ...grace!, until: ago(1_000) }, dueAt: ago(1_000) });
    await evaluateDue(silent);
    const before = await noticesOf(member);
    const { own, room } = await heard(scene, () => member.reply(topic.id));
    expect(own).toEqual(['rank.recorded', 'rank.changed']);
    expect(room).toEqual(['post.created', 'rank.changed']);
    expect((await mine(member)).history[0]).toMatchObject({ kind: 'up', rank: 'active-member' });
    expect(await noticesOf(member)).toEqual(before);
  });
});

test.each([
  ['assignment', 'guest', 'assignment-ended'],
  ['lock', 'vip', 'lock-ended'],
])('the %s of a rank ends by itself at its end', async (what, rank, kind) => {
  const scene = await setScene();
  const { member, staff } = scene;
  const until = new Date(Date.now() + 60_000);
  const decision = { rank, reason: 'A visit', until: until.toISOString() };
  ok(await staff.put(`/accounts/${member.username}/rank/${what}`, decision));
  await evaluateDue(silent, new Date(until.getTime() - 1));
  expect((await mine(member)).standing.rank).toBe(rank);
  const { own, room } = await heard(scene, () => evaluateDue(silent, until));
  expect(own).toEqual(['rank.recorded', 'rank.changed']);
  expect(room).toEqual(['rank.changed']);
  const { standing, history } = await mine(member);
  expect(standing).toMatchObject({ rank: 'forum-explorer', source: 'earned', assigned: null, lock: null });
  expect(history[0]).toMatchObject({ kind, rank, cause: 'time', by: null });
  expect((await noticesOf(member))[0]).toBe(`rank-ended ${rank}`);
});

describe('the job', () => {
  const standing = (dueAt: Date | null): StandingRecord => ({
    ...new StandingModel({ registeredAt: ago(DAY_MS), rank: 'forum-explorer', ladderVersion: 1 }).toObject(),
    _id: newId(),
    dueAt,
  });

  test('is done often enough for another node to take over within a minute', () => {
    expect(readConfig({}).jobMs).toBe(15_000);
    expect(() => readConfig({ JOB_SECONDS: '16' })).toThrow('JOB_SECONDS');
  });

  test('reads and changes the ten who are due among 20,000', async () => {
    await evaluateDue(silent);
    const later = new Date(Date.now() + 30 * DAY_MS);
    const others = Array.from({ length: 19_990 }, (_, n) => standing(n % 2 === 0 ? later : null));
    const ten = Array.from({ length: 10 }, () => standing(ago(1_000)));
    await StandingModel.collection.insertMany([...others, ...ten]);
    const { executionStats } = (await due(new Date()).explain('executionStats')) as unknown as Explained;
    expect(executionStats).toMatchObject({ nReturned: 10, totalKeysExamined: 10, totalDocsExamined: 10 });
    const reads = new Reads();
    await evaluateDue(silent);
    reads.stop();
    const [first, ...asked] = reads.all.filter(({ collection }) => collection === 'standings');
    expect(first?.filter).toHaveProperty('dueAt');
    const ids = ten.map(({ _id }) => _id.toString()).sort();
    expect(asked.map(({ filter }) => String(filter._id)).sort()).toEqual(ids);
    expect(await StandingModel.countDocuments({ dueAt: later })).toBe(9_995);
    expect(await StandingModel.countDocuments({ _id: { $in: ten.map((one) => one._id) }, dueAt: null })).toBe(10);
  });

  test('passes over who cannot be evaluated, once each time', async () => {
    const broken = { ...standing(ago(3_000)), registeredAt: null, grace: 'broken' };
    const sound = standing(ago(2_000));
    await StandingModel.collection.insertMany([broken, sound]);
    const errors: unknown[] = [];
    const log = { ...silent, error: (about: { account: string }) => errors.push(about.account) };
    await evaluateDue(log as unknown as typeof silent);
    expect(errors).toEqual([broken._id.toString()]);
    expect((await StandingModel.findById(sound._id).lean())!.dueAt).toBeNull();
    await StandingModel.deleteOne({ _id: broken._id });
  });

  test('goes through all who are due, however many', async () => {
    await StandingModel.collection.insertMany(Array.from({ length: 120 }, () => standing(ago(1_000))));
    await evaluateDue(silent);
    expect(await StandingModel.countDocuments({ dueAt: { $lte: new Date() } })).toBe(0);
  });

  test('stops between two when its node stops', async () => {
    await StandingModel.collection.insertMany(Array.from({ length: 5 }, () => standing(ago(1_000))));
    const turns = [true, true, false];
    await evaluateDue(silent, new Date(), () => turns.shift()!);
    expect(await StandingModel.countDocuments({ dueAt: { $lte: new Date() } })).toBe(3);
    await evaluateDue(silent);
  });
});

type Explained = { executionStats: Record<'nReturned' | 'totalKeysExamined' | 'totalDocsExamined', number> };
