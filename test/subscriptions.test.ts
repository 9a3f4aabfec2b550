import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { Types } from 'mongoose';
import { enrol } from '../bench/people.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { SubscriptionModel } from '../server/subscriptions/subscription.ts';
import { TopicModel } from '../server/topics/topic.ts';
import type { Inbox } from '../shared/notices.ts';
import { SUBSCRIPTION_LIMIT, type Subscription } from '../shared/subscriptions.ts';
import type { Post } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let leader: Person;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  leader = await Person.register(guildhall.url, 'leader', 'staff');
  [ana, ben] = [await Person.register(guildhall.url, 'ana'), await Person.register(guildhall.url, 'ben')];
});
afterAll(() => guildhall?.close());

/** A group with `ana` and `ben` in it, and a topic of the latter. */
async function scene() {
  const group = await leader.makeGroup();
  for (const member of [ana, ben]) await member.join(group);
  return { group, ...(await ben.startTopic(group)) };
}

const listOf = async (person: Person): Promise<Subscription[]> => ok(await person.get('/me/subscriptions')).body.items;
const inGroup = async (person: Person, groupId: string) =>
  (await listOf(person)).filter((item) => item.groupId === groupId);
const told = async (person: Person, groupId: string) => {
  const inbox: Inbox = ok(await person.get('/me/notifications?limit=100')).body;
  return inbox.items.filter((notice) => notice.groupId === groupId).map(({ kind, number }) => `${kind} ${number}`);
};
const deletions = (person: Person, ids: string[]) => person.post('/me/subscriptions/deletions', { ids });
const restorations = (person: Person, ids: string[]) => person.post('/me/subscriptions/restorations', { ids });
const answerTo = async (person: Person, topicId: string, replyTo?: number): Promise<Post> => {
  const body = { clientId: randomUUID(), body: `Said ${randomUUID()}`, replyTo };
  return ok(await person.post(`/topics/${topicId}/posts`, body)).body.post;
};

describe('a membership', () => {
  test('subscribes to the group, and to nothing more', async () => {
    const { group, topic } = await scene();
    expect(await inGroup(ana, group.id)).toMatchObject([
      { id: `group:${group.id}`, level: 'on', inherited: true, mute: null, name: group.name },
    ]);
    await answerTo(ben, topic.id);
    expect(await told(ana, group.id)).toEqual(['topic 1']);
  });

  test.each(['leaving', 'being removed', 'being banned'])(
    'ends with %s, and every subscription inside it',
    async (how) => {
      const { group, topic, post } = await scene();
      const forum = topic.forumId;
      const things = [`forum/${forum}`, `topic/${topic.id}`, `post/${post.id}`, `group/${group.id}`];
      for (const thing of things) ok(await ana.put(`/subscriptions/${thing}`));
      const rows = () => SubscriptionModel.find({ account: toId(ana.id), group: toId(group.id) }).lean();
      const before = await rows();
      if (how === 'leaving') ok(await ana.delete(`/groups/${group.slug}/membership`));
      if (how === 'being removed')
        ok(await leader.delete(`/groups/${group.slug}/members/${ana.username}`, { reason: 'No' }));
      if (how === 'being banned') {
        ok(await leader.post(`/groups/${group.slug}/sanctions`, { username: ana.username, kind: 'ban', reason: 'No' }));
      }
      // It ends by what is written on the membership alone.
      expect(await rows()).toEqual(before);
      expect(await inGroup(ana, group.id)).toEqual([]);
      await answerTo(ben, topic.id, 1);
      await ben.startTopic(group, 'Another');
      expect((await told(ana, group.id)).filter((notice) => /topic|reply/.test(notice))).toEqual([]);
      expect((await deletions(ana, [`topic:${topic.id}`])).body.code).toBe('not_subscribed');
      expect((await restorations(ana, [`topic:${topic.id}`])).body.code).toBe('not_subscribed');
    },
  );

  test('that begins anew brings back nothing of what was chosen before', async () => {
    const { group, topic } = await scene();
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    ok(await ana.delete(`/groups/${group.slug}/membership`));
    await ana.join(group);
    await answerTo(ben, topic.id);
    expect(await inGroup(ana, group.id)).toMatchObject([{ id: `group:${group.id}`, inherited: true }]);
    expect(await told(ana, group.id)).toEqual([]);
    ok(await ana.put(`/subscriptions/topic/${topic.id}`, { mute: { until: null } }));
    // What had ended is cleared away by the next choice.
    expect(await SubscriptionModel.countDocuments({ account: toId(ana.id), group: toId(group.id) })).toBe(1);
    expect((await inGroup(ana, group.id))[1]).toMatchObject({ level: null, mute: { until: null } });
  });
});

describe('what is chosen', () => {
  test.each(['group', 'forum', 'topic', 'post'])('about a %s: on, muted, unmuted, off', async (type) => {
    const { group, topic, post } = await scene();
    const ids: Record<string, string> = { group: group.id, forum: topic.forumId, topic: topic.id, post: post.id };
    const path = `/subscriptions/${type}/${ids[type]}`;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(ok(await ana.put(path)).body).toMatchObject({ type, level: 'on', inherited: false, groupId: group.id });
    expect(ok(await ana.put(path, { mute: { until } })).body).toMatchObject({ level: 'on', mute: { until } });
    expect(ok(await ana.put(path, { mute: null })).body).toMatchObject({ level: 'on', mute: null });
    expect(ok(await ana.delete(path)).body).toMatchObject({ level: 'off', inherited: false, mute: null });
    expect(ok(await ana.get(path)).body).toMatchObject({ level: 'off' });
    expect((await ana.delete(path)).body.code).toBe('not_subscribed');
  });

  test('is heard on every device, with how it stands', async () => {
    const { topic } = await scene();
    const other = await ana.listen();
    await other.watch({ [ana.ownStream]: null });
    const chosen = ok(await ana.put(`/subscriptions/topic/${topic.id}`)).body;
    expect((await other.next('subscriptions.changed')).data.subscriptions).toEqual([chosen]);
    // The same choice again is no change.
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    ok(await ana.delete(`/subscriptions/topic/${topic.id}`));
    expect((await other.next('subscriptions.changed')).data.subscriptions).toMatchObject([{ level: 'off' }]);
    other.close();
  });

  test('wins over what follows by itself, and no later reply undoes it', async () => {
    const { group, topic } = await scene();
    ok(await ben.delete(`/subscriptions/topic/${topic.id}`));
    await answerTo(ana, topic.id);
    await answerTo(ben, topic.id);
    await answerTo(ana, topic.id);
    expect(await told(ben, group.id)).toEqual([]);
    expect(ok(await ben.get(`/subscriptions/topic/${topic.id}`)).body).toMatchObject({ level: 'off', unread: 0 });
  });

  test('about a topic outlasts a mute of the group it is in', async () => {
    const { group, topic } = await scene();
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    ok(await ana.put(`/subscriptions/group/${group.id}`, { mute: { until: null } }));
    await ben.startTopic(group, 'In a quiet group');
    const { number } = await answerTo(ben, topic.id);
    expect((await told(ana, group.id))[0]).toBe(`reply ${number}`);
    expect(await told(ana, group.id)).toHaveLength(2);
  });

  test('at once on two devices is one subscription', async () => {
    const { group, topic } = await scene();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ana.put(`/subscriptions/topic/${topic.id}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await SubscriptionModel.countDocuments({ account: toId(ana.id), target: toId(topic.id) })).toBe(1);
    expect(await inGroup(ana, group.id)).toHaveLength(2);
  });
});

describe('deleting what was selected', () => {
  test('ends all of it, and can be undone', async () => {
    const { group, topic, post } = await scene();
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    const until = new Date(Date.now() + 3_600_000).toISOString();
    ok(await ana.put(`/subscriptions/post/${post.id}`, { mute: { until } }));
    const before = await inGroup(ana, group.id);
    const ids = before.map(({ id }) => id);
    expect(ok(await deletions(ana, ids)).body.items.map(({ level }: Subscription) => level)).toEqual([
      'off',
      'off',
      'off',
    ]);
    await answerTo(ben, topic.id, 1);
    await ben.startTopic(group, 'Unheard');
    expect(await told(ana, group.id)).toEqual(['topic 1']);
    ok(await restorations(ana, ids));
    const after = await inGroup(ana, group.id);
    const choices = (items: Subscription[]) =>
      items.map(({ id, level, inherited, mute }) => ({ id, level, inherited, mute }));
    expect(choices(after)).toEqual(choices(before));
    await answerTo(ben, topic.id);
    expect(await told(ana, group.id)).toEqual(['reply 3', 'topic 1']);
  });

  test('is all or nothing: one that one does not have refuses the rest', async () => {
    const { group, topic, post } = await scene();
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    ok(await ben.put(`/subscriptions/post/${post.id}`));
    const head = ok(await ana.get('/me')).body.head;
    const own = [`group:${group.id}`, `topic:${topic.id}`];
    // Someone else’s, what is not there, and what was not chosen.
    for (const id of [`post:${post.id}`, `topic:${'a'.repeat(24)}`, `forum:${topic.forumId}`]) {
      const answer = await deletions(ana, [...own, id]);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_subscribed']);
    }
    expect((await restorations(ana, [`topic:${topic.id}`, `post:${post.id}`])).body.code).toBe('not_subscribed');
    expect((await inGroup(ana, group.id)).map(({ level }) => level)).toEqual(['on', 'on']);
    expect(ok(await ana.get('/me')).body.head).toEqual(head);
    expect(ok(await ben.get(`/subscriptions/post/${post.id}`)).body.level).toBe('on');
  });

  test('of a thousand at once is one change', async () => {
    const { group } = await scene();
    const topics = Array.from({ length: SUBSCRIPTION_LIMIT }, () => new Types.ObjectId());
    const cleo = await Person.register(guildhall.url, 'cleo');
    await cleo.join(group);
    await subscribeTo(cleo, group.id, topics);
    const ids = topics.map((topic) => `topic:${topic}`);
    expect(await listOf(cleo)).toHaveLength(SUBSCRIPTION_LIMIT + 1);
    expect((await cleo.put(`/subscriptions/forum/${group.forums[0]!.id}`)).body.code).toBe('limit_reached');
    const ear = await cleo.listen();
    await ear.watch({ [cleo.ownStream]: null });
    ok(await deletions(cleo, ids));
    expect((await ear.next('subscriptions.changed')).data.subscriptions).toHaveLength(SUBSCRIPTION_LIMIT);
    ear.close();
    // What one chose not to be told takes no room from what one wants to be.
    ok(await cleo.put(`/subscriptions/forum/${group.forums[0]!.id}`));
  });
});

describe('who may not see a thing', () => {
  test('cannot subscribe to it, nor tell that it is there', async () => {
    const closed = await leader.makeGroup({ access: 'closed' });
    const { topic, post } = await leader.startTopic(closed);
    const inside = [`group/${closed.id}`, `forum/${topic.forumId}`, `topic/${topic.id}`, `post/${post.id}`];
    for (const thing of inside) {
      const nothing = `${thing.split('/')[0]}/${'f'.repeat(24)}`;
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const [there, missing] = await Promise.all(
          [thing, nothing].map((one) => ana.ask(method, `/subscriptions/${one}`)),
        );
        expect([there!.status, there!.body]).toEqual([404, missing!.body]);
      }
      const id = thing.replace('/', ':');
      expect((await deletions(ana, [id])).body).toEqual((await deletions(ana, [`topic:${'f'.repeat(24)}`])).body);
    }
    expect(await SubscriptionModel.countDocuments({ group: toId(closed.id), account: toId(ana.id) })).toBe(0);
  });

  test('hears nothing more of it once the group is closed', async () => {
    const group = await leader.makeGroup();
    const { topic } = await leader.startTopic(group);
    // One need not be a member to follow a topic of an open group.
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    await answerTo(leader, topic.id);
    expect(await told(ana, group.id)).toEqual(['reply 2']);
    ok(await leader.patch(`/groups/${group.slug}`, { access: 'closed' }));
    await answerTo(leader, topic.id);
    expect(await told(ana, group.id)).toEqual([]);
    expect(await inGroup(ana, group.id)).toEqual([]);
  });

  test('because they were sent out of an open group, may read there and subscribe to nothing', async () => {
    const { group, topic } = await scene();
    ok(await leader.delete(`/groups/${group.slug}/members/${ana.username}`, { reason: 'No' }));
    expect((await ana.put(`/subscriptions/topic/${topic.id}`)).body.code).toBe('forbidden');
    expect((await ana.get(`/topics/${topic.id}`)).status).toBe(200);
  });
});

describe('a choice that makes no sense', () => {
  test.each([
    ['a kind of thing there is not', 'rank', {}, 404],
    ['a mute that is over', 'topic', { mute: { until: '2020-01-01T00:00:00Z' } }, 400],
    ['a level there is not', 'topic', { level: 'loud' }, 400],
    ['a field there is not', 'topic', { account: 'a' }, 400],
  ])('is refused: %s', async (_what, type, body, status) => {
    const { topic } = await scene();
    const answer = await ana.put(`/subscriptions/${type}/${topic.id}`, body);
    expect(answer.status).toBe(status);
    expect(ok(await ana.get(`/subscriptions/topic/${topic.id}`)).body).toMatchObject({ level: null, mute: null });
  });
});

describe('the list of subscriptions', () => {
  test('says how much there is to read in each', async () => {
    const { group, topic, post } = await scene();
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    ok(await ana.put(`/subscriptions/post/${post.id}`));
    await answerTo(ben, topic.id);
    await answerTo(leader, topic.id, 1);
    const later = await ben.startTopic(group, 'Later');
    const counts = async () => (await inGroup(ana, group.id)).map(({ id, unread }) => [id.split(':')[0], unread]);
    const { number } = await answerTo(ben, topic.id, 1);
    expect(await counts()).toEqual([
      ['group', 2],
      ['topic', number],
      ['post', number - 2],
    ]);
    ok(await ana.put(`/topics/${topic.id}/read`, { number: number - 1 }));
    ok(await ana.put(`/topics/${later.topic.id}/read`, { number: 1 }));
    expect(await counts()).toEqual([
      ['group', 0],
      ['topic', 1],
      ['post', 1],
    ]);
    ok(await ana.put(`/topics/${topic.id}/read`, { number }));
    await answerTo(ana, topic.id, 1);
    expect(await counts()).toEqual([
      ['group', 0],
      ['topic', 0],
      ['post', 0],
    ]);
  });
});

test('a topic writes as many documents for a thousand subscribed members as for one', async () => {
  const { group, members } = await community(guildhall.url, 1);
  const few = await documentsWrittenBy(() => members[0]!.startTopic(group, 'One'));
  await enrol(
    group,
    Array.from({ length: 1_000 }, () => new Types.ObjectId().toString()),
  );
  expect(await documentsWrittenBy(() => members[0]!.startTopic(group, 'Two'))).toBe(few);
});

async function documentsWrittenBy(work: () => Promise<unknown>): Promise<number> {
  const before = await allDocuments();
  await work();
  return (await allDocuments()) - before;
}

/** What a node writes down of itself comes and goes at any time. */
const OF_NODES = ['nodes', 'leases'];

async function allDocuments(): Promise<number> {
  const collections = await mongoose.connection.db!.collections();
  const counted = collections.filter(({ collectionName }) => !OF_NODES.includes(collectionName));
  const counts = await Promise.all(counted.map((collection) => collection.countDocuments()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Subscribes to topics straight in the store, which are made there, too. */
async function subscribeTo(person: Person, groupId: string, topics: Types.ObjectId[]): Promise<void> {
  const [account, group, now] = [toId(person.id), toId(groupId), new Date()];
  const plain = {
    group,
    forum: group,
    author: account,
    createdAt: now,
    lastNumber: 1,
    lastPostAt: now,
    lastPostBy: account,
  };
  await TopicModel.insertMany(
    topics.map((_id) => ({ ...plain, _id, clientId: randomUUID(), title: `Topic ${_id}` })),
    { lean: true },
  );
  const choices = [{ since: now, level: 'on' as const, mute: null }];
  await SubscriptionModel.insertMany(
    topics.map((target) => ({ account, type: 'topic' as const, target, group, choices })),
    { lean: true },
  );
}
