import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { PostModel } from '../server/topics/post.ts';
import { TopicModel } from '../server/topics/topic.ts';
import type { Group } from '../shared/groups.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, type Person } from './support/person.ts';

// Whoever says the same again at once is told so; a client's own retry is answered with what it made.

let guildhall: Guildhall;
let group: Group;
let leader: Person;
let one: Person;
let other: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  const made = await community(guildhall.url, 2);
  [group, leader, one, other] = [made.group, made.leader, ...(made.members as [Person, Person])];
});
afterAll(() => guildhall?.close());

const say = (person: Person, topicId: string, body: string, clientId: string = randomUUID()) =>
  person.post(`/topics/${topicId}/posts`, { clientId, body });

const start = (person: Person, title: string, body: string, more: object = {}) =>
  person.post(`/groups/${group.slug}/topics`, { clientId: randomUUID(), title, body, ...more });

const newTopic = async (person = other) => (await person.startTopic(group)).topic.id;

const AGO = new Date(Date.now() - 5 * 60_000 - 1_000);

describe('a reply', () => {
  test('that says the same again at once is refused, however its blanks are set', async () => {
    const topic = await newTopic();
    ok(await say(one, topic, 'Thank you!\nIt works.'));
    for (const body of ['Thank you!\nIt works.', '  Thank you! \n\n It works.\n', 'Thank you!\u200b It works.']) {
      const again = await say(one, topic, body);
      expect([again.status, again.body.code, again.body.title]).toEqual([
        409,
        'duplicate_post',
        'You have just posted this',
      ]);
    }
    expect((await one.get(`/topics/${topic}`)).body.topic.postCount).toBe(2);
  });

  test('that repeats the first post of one’s own topic is refused', async () => {
    const { topic, post } = await one.startTopic(group);
    expect((await say(one, topic.id, post.body)).body.code).toBe('duplicate_post');
  });

  test('of the same submission is answered with the post there is', async () => {
    const [topic, clientId] = [await newTopic(), randomUUID()];
    const first = ok(await say(one, topic, 'Once', clientId)).body.post;
    const again = await say(one, topic, 'Once', clientId);
    expect([again.status, again.body.post]).toEqual([200, first]);
  });

  test('is accepted when it says something else, or someone else says it, or somewhere else', async () => {
    const [topic, elsewhere] = [await newTopic(), await newTopic(leader)];
    for (const [person, place, body] of [
      [one, topic, 'Yes'],
      [one, topic, 'Yes.'],
      [other, topic, 'Yes.'],
      [one, topic, 'Yes.'],
      [one, elsewhere, 'Yes.'],
    ] as const) {
      expect((await say(person, place, body)).status).toBe(201);
    }
  });

  test('may say the same after five minutes', async () => {
    const topic = await newTopic();
    ok(await say(one, topic, 'Up'));
    await TopicModel.updateOne({ _id: toId(topic) }, { $set: { lastPostAt: AGO } });
    expect((await say(one, topic, 'Up')).status).toBe(201);
  });

  test('may say again what was taken away, and not what was edited into the last', async () => {
    const topic = await newTopic();
    const slip = ok(await say(one, topic, 'Too early')).body.post;
    ok(await one.delete(`/posts/${slip.id}`));
    const { post } = ok(await say(one, topic, 'Too early')).body;
    ok(await one.patch(`/posts/${post.id}`, { body: 'Just right' }));
    expect((await say(one, topic, 'Just right')).body.code).toBe('duplicate_post');
    expect((await say(one, topic, 'Too early')).status).toBe(201);
  });

  test('sent several times at once under several names is one post', async () => {
    const topic = await newTopic();
    const answers = await Promise.all(Array.from({ length: 8 }, () => say(one, topic, 'Hello?')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'duplicate_post')).toHaveLength(7);
    expect(await PostModel.countDocuments({ topic: toId(topic), body: 'Hello?' })).toBe(1);
  });
});

describe('a topic', () => {
  test('that is started again at once is refused, in whichever forum', async () => {
    ok(await leader.post(`/groups/${group.slug}/forums`, { slug: 'second', name: 'Second' }));
    ok(await start(one, 'Question', 'How does it work?'));
    for (const more of [{}, { forum: 'second' }]) {
      const again = await start(one, 'Question', ' How does it  work? ', more);
      expect([again.status, again.body.code]).toEqual([409, 'duplicate_post']);
    }
  });

  test('is refused also when its first was answered in between', async () => {
    const { topic } = ok(await start(one, 'Answered', 'Anyone?')).body;
    ok(await say(other, topic.id, 'I am here'));
    expect((await start(one, 'Answered', 'Anyone?')).body.code).toBe('duplicate_post');
  });

  test('is accepted with another title or text, by another member, or in another group', async () => {
    ok(await start(one, 'Offer', 'A lathe'));
    const elsewhere = await leader.makeGroup();
    await one.join(elsewhere);
    for (const answer of [
      await start(one, 'Another offer', 'A lathe'),
      await start(one, 'Offer', 'A kiln'),
      await start(other, 'Offer', 'A lathe'),
      await one.post(`/groups/${elsewhere.slug}/topics`, {
        clientId: randomUUID(),
        title: 'Offer',
        body: 'A lathe',
      }),
    ]) {
      expect(answer.status).toBe(201);
    }
  });

  test('of the same submission is answered with the one there is', async () => {
    const body = { clientId: randomUUID(), title: 'Only', body: 'Once' };
    const first = ok(await one.post(`/groups/${group.slug}/topics`, body)).body.topic;
    const again = await one.post(`/groups/${group.slug}/topics`, body);
    expect([again.status, again.body.topic.id]).toEqual([200, first.id]);
  });

  test('may be started again after five minutes, or once its first was taken away', async () => {
    const { topic } = ok(await start(one, 'Weekly', 'What is new?')).body;
    await TopicModel.updateOne({ _id: toId(topic.id) }, { $set: { createdAt: AGO } });
    const second = ok(await start(one, 'Weekly', 'What is new?')).body;
    ok(await one.delete(`/posts/${second.post.id}`));
    expect((await start(one, 'Weekly', 'What is new?')).status).toBe(201);
  });

  test('started several times at once under several names is one topic', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => start(other, 'Clicked twice', 'Or more')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
