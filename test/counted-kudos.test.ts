import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { write } from '../server/events/write.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { completeKudos } from '../server/topics/complete-kudos.ts';
import { countedKudos } from '../server/topics/counted-kudos.ts';
import { KudosModel } from '../server/topics/kudos.ts';
import { TallyModel } from '../server/topics/kudos-tally.ts';
import { PostModel, postById } from '../server/topics/post.ts';
import { giveBack } from '../server/topics/post-removal.ts';
import type { Group } from '../shared/groups.ts';
import { KUDOS_PER_PAIR } from '../shared/ladder.ts';
import type { Post } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

const DAY_MS = 86_400_000;
const SPAN_MS = KUDOS_PER_PAIR.days * DAY_MS;
const day = (days: number) => new Date(days * DAY_MS);

describe('of the kudos between two members', () => {
  /** Times that lie close enough to get into each other's way, and some at the very edge of it. */
  const time = fc.integer({ min: 0, max: 24 }).map((step) => new Date((step * SPAN_MS) / 6));
  const times = fc.array(time, { maxLength: 40 });
  const few = fc.array(time, { maxLength: 11 });

  test.each([
    ['five at once count', [0, 0, 0, 0, 0], 5],
    ['a sixth does not', [0, 0, 0, 0, 0, 0], 5],
    ['nor does one that comes within thirty days', [0, 1, 2, 3, 4, 29.9], 5],
    ['one counts that comes thirty days after the first of five', [0, 1, 2, 3, 4, 30], 6],
    ['what does not count is in nobody’s way', [0, 0, 0, 0, 0, 10, 10, 10, 30, 30, 30, 30, 30], 10],
  ])('%s', (_name, days, counted) => {
    expect(countedKudos(days.map(day))).toBe(counted);
  });

  test('it is the same number in whatever order they come', () => {
    const shuffled = times.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(fc.property(shuffled, ([all, other]) => expect(countedKudos(other)).toBe(countedKudos(all))));
  });

  test('as many count as can with no more than five in any thirty days', () => {
    fc.assert(
      fc.property(few, (all) => expect(countedKudos(all)).toBe(mostOf(all))),
      { numRuns: 200 },
    );
  });

  test('one more counts or does not, and never takes another’s place', () => {
    fc.assert(
      fc.property(times, time, (all, more) => {
        expect([0, 1]).toContain(countedKudos([...all, more]) - countedKudos(all));
      }),
    );
  });

  /** By trying all choices. */
  function mostOf(all: Date[]): number {
    const choices = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_time, at) => bits & (2 ** at)));
    return Math.max(...choices.filter(isAllowed).map(({ length }) => length));
  }

  function isAllowed(chosen: Date[]): boolean {
    const within = (start: Date) => chosen.filter((at) => at >= start && at.getTime() < start.getTime() + SPAN_MS);
    return chosen.every((start) => within(start).length <= KUDOS_PER_PAIR.kudos);
  }
});

let guildhall: Guildhall;
let scene: { group: Group; leader: Person; givers: [Person, Person, Person] };
beforeAll(async () => {
  guildhall = await openGuildhall();
  const { members, ...rest } = await community(guildhall.url, 3);
  scene = { ...rest, givers: members as [Person, Person, Person] };
});
afterAll(() => guildhall?.close());

/** A member who has written some posts, and others who may give kudos for them. */
async function author(posts: number) {
  const { group, leader, givers } = scene;
  const receiver = await Person.register(guildhall.url);
  await receiver.join(group);
  const { topic } = await leader.startTopic(group);
  const written: Post[] = [];
  for (let n = 0; n < posts; n += 1) written.push(await receiver.reply(topic.id));
  return { receiver, givers, posts: written };
}

const give = async (giver: Person, post: Post) => ok(await giver.put(`/posts/${post.id}/kudos`));
const withdraw = async (giver: Person, post: Post) => ok(await giver.delete(`/posts/${post.id}/kudos`));

/** Kudos that count, and members who gave any. */
async function kudosOf({ id }: Person): Promise<[number, number]> {
  const { kudosReceived, distinctGivers } = (await StandingModel.findById(id).lean())!;
  return [kudosReceived, distinctGivers];
}

/** Has some kudos been given so many days ago. */
const age = (giver: Person, posts: Post[], days: number) =>
  KudosModel.updateMany(
    { giver: toId(giver.id), post: { $in: posts.map(({ id }) => toId(id)) } },
    { $set: { at: new Date(Date.now() - days * DAY_MS) } },
  );

describe('for a member’s rank', () => {
  test('five of one giver count within thirty days, and all are shown', async () => {
    const { receiver, givers, posts } = await author(7);
    const [giver, other] = givers;
    for (const post of posts) await give(giver, post);
    expect(await kudosOf(receiver)).toEqual([5, 1]);
    await give(other, posts[0]!);
    expect(await kudosOf(receiver)).toEqual([6, 2]);
    const { items } = (await giver.get(`/topics/${posts[0]!.topicId}/posts`)).body;
    expect(items.slice(1).map(({ kudos }: Post) => kudos)).toEqual([
      { count: 2, mine: true },
      ...posts.slice(1).map(() => ({ count: 1, mine: true })),
    ]);
  });

  test('more count once thirty days have gone by', async () => {
    const { receiver, givers, posts } = await author(7);
    const [giver] = givers;
    for (const post of posts.slice(0, 5)) await give(giver, post);
    await age(giver, posts.slice(0, 1), 31);
    await give(giver, posts[5]!);
    expect(await kudosOf(receiver)).toEqual([6, 1]);
    await give(giver, posts[6]!);
    expect(await kudosOf(receiver)).toEqual([6, 1]);
  });

  test('what did not count does when one that did is withdrawn, and giving again and again earns nothing', async () => {
    const { receiver, givers, posts } = await author(6);
    const [giver] = givers;
    for (const post of posts) await give(giver, post);
    await withdraw(giver, posts[0]!);
    expect(await kudosOf(receiver)).toEqual([5, 1]);
    for (let n = 0; n < 3; n += 1) {
      await give(giver, posts[0]!);
      await give(giver, posts[0]!);
      expect(await kudosOf(receiver)).toEqual([5, 1]);
      await withdraw(giver, posts[0]!);
      await withdraw(giver, posts[0]!);
    }
    for (const post of posts) await withdraw(giver, post);
    expect(await kudosOf(receiver)).toEqual([0, 0]);
  });

  test('five count of many that are given at once in several groups', async () => {
    const first = await author(4);
    const { receiver, givers } = first;
    const [giver] = givers;
    const { leader } = scene;
    const second = await leader.makeGroup();
    for (const person of [receiver, giver]) await person.join(second);
    const { topic } = await leader.startTopic(second);
    const posts = [...first.posts];
    for (let n = 0; n < 4; n += 1) posts.push(await receiver.reply(topic.id));
    await Promise.all(posts.map((post) => give(giver, post)));
    expect(await kudosOf(receiver)).toEqual([5, 1]);
    await Promise.all(posts.map((post) => withdraw(giver, post)));
    expect(await kudosOf(receiver)).toEqual([0, 0]);
  });
});

describe('kudos on a post that is removed', () => {
  test('count no longer, nor do their givers unless something else of theirs stands', async () => {
    const { receiver, givers, posts } = await author(2);
    const [twice, once] = givers;
    const [gone, left] = posts as [Post, Post];
    for (const giver of [twice, once]) await give(giver, gone);
    await give(twice, left);
    expect(await kudosOf(receiver)).toEqual([3, 2]);
    ok(await receiver.delete(`/posts/${gone.id}`));
    ok(await receiver.delete(`/posts/${gone.id}`));
    expect(await kudosOf(receiver)).toEqual([1, 1]);
  });

  test('are withdrawn without being taken back a second time', async () => {
    const { receiver, givers, posts } = await author(2);
    const [giver] = givers;
    for (const post of posts) await give(giver, post);
    ok(await receiver.delete(`/posts/${posts[0]!.id}`));
    const answer = await withdraw(giver, posts[0]!);
    expect(answer.body.post.kudos).toEqual({ count: 0, mine: false });
    expect(await kudosOf(receiver)).toEqual([1, 1]);
  });

  test('make room for others of the same giver', async () => {
    const { receiver, givers, posts } = await author(6);
    const [giver] = givers;
    for (const post of posts) await give(giver, post);
    ok(await receiver.delete(`/posts/${posts[0]!.id}`));
    expect(await kudosOf(receiver)).toEqual([5, 1]);
    ok(await receiver.delete(`/posts/${posts[1]!.id}`));
    expect(await kudosOf(receiver)).toEqual([4, 1]);
  });

  test('count again when it stands again', async () => {
    const { receiver, givers, posts } = await author(1);
    const [post] = posts as [Post];
    for (const giver of givers) await give(giver, post);
    ok(await receiver.delete(`/posts/${post.id}`));
    expect(await kudosOf(receiver)).toEqual([0, 0]);
    await write([receiver.ownStream as 'staff'], async () => giveBack([await postById(toId(post.id))]));
    expect(await kudosOf(receiver)).toEqual([3, 3]);
  });
});

describe('whatever is given, withdrawn and removed, in two groups, one after another or at once', () => {
  const act = fc.record({
    kind: fc.constantFrom('give', 'give', 'give', 'withdraw', 'remove', 'age'),
    giver: fc.nat(1),
    post: fc.nat(7),
  });
  const turns = fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });

  test('what counts is what stands', async () => {
    const { leader, givers } = scene;
    const second = await leader.makeGroup();
    for (const giver of givers) await giver.join(second);
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        const { receiver, posts } = await author(5);
        await receiver.join(second);
        const { topic } = await leader.startTopic(second);
        while (posts.length < 9) posts.push(await receiver.reply(topic.id));
        for (const turn of all) await Promise.all(turn.map((one) => take(receiver, posts, one)));
        // What was aged is counted with the next kudos.
        for (const giver of givers.slice(0, 2)) await give(giver, posts[8]!);
        expect(await kudosOf(receiver)).toEqual(await standingFor(receiver));
      }),
      { numRuns: 5 },
    );
  });

  type Act = { kind: string; giver: number; post: number };

  /** Kudos for a post that was just removed are refused. */
  async function take(receiver: Person, posts: Post[], { kind, ...which }: Act): Promise<void> {
    const [giver, post] = [scene.givers[which.giver]!, posts[which.post]!];
    if (kind === 'give') expect([200, 409]).toContain((await giver.put(`/posts/${post.id}/kudos`)).status);
    if (kind === 'withdraw') await withdraw(giver, post);
    if (kind === 'remove') ok(await receiver.delete(`/posts/${post.id}`));
    if (kind === 'age') await age(giver, [post], 31 + which.post);
  }

  /** By going through all there is. */
  async function standingFor({ id }: Person): Promise<[number, number]> {
    const posts = await PostModel.find({ author: toId(id), removed: null }).lean();
    const kudos = await KudosModel.find({ post: { $in: posts.map(({ _id }) => _id) } }).lean();
    const givers = new Map(kudos.map(({ giver }) => [giver.toString(), [] as Date[]]));
    for (const { giver, at } of kudos) givers.get(giver.toString())!.push(at);
    const counted = [...givers.values()].map(countedKudos);
    return [counted.reduce((sum, many) => sum + many, 0), givers.size];
  }
});

describe('kudos from before it was noted who received them and when', () => {
  /** As they were kept then, with the counts of then. */
  async function makeOld(receiver: Person, standing: { kudosReceived: number; distinctGivers: number }) {
    const posts = await mongoose.connection
      .collection('posts')
      .find({ author: toId(receiver.id) })
      .toArray();
    const ofPosts = { post: { $in: posts.map(({ _id }) => _id) } };
    await mongoose.connection.collection('kudos').updateMany(ofPosts, { $unset: { receiver: 1, at: 1, stands: 1 } });
    await TallyModel.collection.updateMany({ receiver: toId(receiver.id) }, { $unset: { counted: 1 } });
    await StandingModel.updateOne({ _id: toId(receiver.id) }, { $set: standing });
  }

  test('are completed and counted anew, once', async () => {
    const { receiver, givers, posts } = await author(7);
    const [giver, other, third] = givers;
    for (const post of posts) await give(giver, post);
    for (const person of [other, third]) await give(person, posts[0]!);
    ok(await receiver.delete(`/posts/${posts[0]!.id}`));
    await give(other, posts[1]!);
    const asShouldBe = [6, 2];
    expect(await kudosOf(receiver)).toEqual(asShouldBe);
    await makeOld(receiver, { kudosReceived: 10, distinctGivers: 3 });
    await completeKudos();
    const completed = await KudosModel.find().lean();
    expect(await kudosOf(receiver)).toEqual(asShouldBe);
    await completeKudos();
    expect(await KudosModel.find().lean()).toEqual(completed);
    expect(await kudosOf(receiver)).toEqual(asShouldBe);
    const [kudos] = await KudosModel.find({ giver: toId(giver.id), post: toId(posts[1]!.id) }).lean();
    expect(kudos).toMatchObject({ receiver: toId(receiver.id), stands: true, at: kudos!._id.getTimestamp() });
    expect(await KudosModel.countDocuments({ post: toId(posts[0]!.id), stands: true })).toBe(0);
  });

  test('that were all withdrawn then leave nothing that hinders new ones', async () => {
    const { receiver, givers, posts } = await author(1);
    const [giver] = givers;
    await give(giver, posts[0]!);
    await withdraw(giver, posts[0]!);
    await makeOld(receiver, { kudosReceived: 0, distinctGivers: 0 });
    await completeKudos();
    await give(giver, posts[0]!);
    expect(await kudosOf(receiver)).toEqual([1, 1]);
  });

  test('on a post that is nowhere are forgotten', async () => {
    await mongoose.connection
      .collection('kudos')
      .insertOne({ post: toId('f'.repeat(24)), giver: toId('e'.repeat(24)) });
    await completeKudos();
    expect(await KudosModel.countDocuments({ receiver: null as never })).toBe(0);
  });
});
