import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { onCommitted, write, writesWaiting } from '../server/events/write.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import { groupStream } from '../shared/streams.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { community, Person } from './support/person.ts';

// What queues up for a group while a transaction is under way commits together in the next one.

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

/** Has requests wait for the group's stream, in this order, and comes back when all are answered. */
async function queued(group: Group, requests: (() => Promise<Answer>)[]) {
  const stream = groupStream(group.id);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holder = write([stream], () => held);
  const answers: Promise<Answer>[] = [];
  for (const request of requests) {
    answers.push(request());
    await eventually(
      async () => writesWaiting() === answers.length,
      () => `${answers.length} wait`,
    );
  }
  const commits: LoggedEvent[][] = [];
  const stop = onCommitted((events) => {
    const own = events.filter((event) => event.stream === stream);
    if (own.length > 0) commits.push(own);
  });
  release();
  await holder;
  const answered = await Promise.all(answers);
  stop();
  return { answers: answered, commits };
}

const reply =
  (person: Person, topicId: string, more: object = {}) =>
  () =>
    person.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body: `A reply ${randomUUID()}`, ...more });

const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
const typesOf = (commits: LoggedEvent[][]) => commits.map((events) => events.map(({ type }) => type));

describe('replies in one commit', () => {
  test('get the next numbers of their topics and of the stream, in the order they came', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [one, other] = members as [Person, Person];
    const topics = [await one.startTopic(group), await one.startTopic(group)].map(({ topic }) => topic.id);
    const places = [0, 1, 0, 0, 1].map((index) => topics[index]!);
    const requests = places.map((topic, index) => reply(index % 2 === 0 ? one : other, topic));
    const { answers, commits } = await queued(group, requests);
    expect(answers.map(({ body }) => body.post.number)).toEqual([2, 2, 3, 4, 3]);
    expect(commits).toHaveLength(1);
    const seqs = commits[0]!.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
    expect(answers.map(({ body }) => body.head.seq)).toEqual(seqs);
    const posts = [topics[0], topics[1]].map((topic) => one.get(`/topics/${topic}`));
    const counts = (await Promise.all(posts)).map(({ body }) => body.topic.postCount);
    expect(counts).toEqual([4, 3]);
  });

  test('do not fail with one that is refused', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [one, other] = members as [Person, Person];
    const outsider = await Person.register(guildhall.url);
    const { topic } = await one.startTopic(group);
    const { answers, commits } = await queued(group, [
      reply(one, topic.id),
      reply(outsider, topic.id),
      reply(other, topic.id, { replyTo: 9 }),
      reply(other, topic.id),
    ]);
    expect(statuses(answers)).toEqual([201, 403, 400, 201]);
    expect([answers[0], answers[3]].map((answer) => answer!.body.post.number)).toEqual([2, 3]);
    expect(typesOf(commits)).toEqual([['post.created', 'post.created']]);
    expect((await one.get(`/topics/${topic.id}/posts`)).body.items).toHaveLength(3);
  });

  test('are one post where they are the same submission, and refused where only the name is the same', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [one] = members as [Person];
    const topics = [await one.startTopic(group), await one.startTopic(group)].map(({ topic }) => topic.id);
    const clientId = randomUUID();
    const requests = [topics[0]!, topics[0]!, topics[1]!].map((topic) => reply(one, topic, { clientId }));
    const { answers, commits } = await queued(group, requests);
    expect(statuses(answers)).toEqual([201, 200, 400]);
    expect(answers[1]!.body.post).toEqual(answers[0]!.body.post);
    expect(typesOf(commits)).toEqual([['post.created']]);
  });

  test('count for their authors, each of them', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [one, other] = members as [Person, Person];
    const { topic } = await one.startTopic(group);
    await queued(
      group,
      [one, other, one, one].map((person) => reply(person, topic.id)),
    );
    const standings = await StandingModel.find({ _id: { $in: [one, other].map(({ id }) => toId(id)) } }).lean();
    const posts = new Map(standings.map((standing) => [standing._id.toString(), standing.posts]));
    expect([one, other].map(({ id }) => posts.get(id))).toEqual([4, 1]);
  });

  test('are read by their author only as far as nothing of others came between', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [one, other] = members as [Person, Person];
    const { topic } = await one.startTopic(group);
    await queued(
      group,
      [one, one, other, one].map((person) => reply(person, topic.id)),
    );
    expect((await one.get(`/topics/${topic.id}`)).body.topic).toMatchObject({ postCount: 5, read: 3 });
  });
});

describe('a member whose removal waits for the same commit', () => {
  const removing = async () => {
    const { group, leader, members } = await community(guildhall.url, 2);
    const [gone, stays] = members as [Person, Person];
    const { topic } = await stays.startTopic(group);
    const removal = () => leader.delete(`/groups/${group.slug}/members/${gone.username}`, { reason: 'Spam' });
    return { group, gone, stays, topic, removal };
  };

  test('is refused what came after it, and nobody else is', async () => {
    const { group, gone, stays, topic, removal } = await removing();
    const { answers, commits } = await queued(group, [
      removal,
      reply(gone, topic.id),
      reply(stays, topic.id),
      reply(gone, topic.id),
    ]);
    expect(statuses(answers)).toEqual([204, 403, 201, 403]);
    expect(typesOf(commits)).toEqual([['member.removed', 'post.created']]);
  });

  test('has what came before it', async () => {
    const { group, gone, stays, topic, removal } = await removing();
    const { answers, commits } = await queued(group, [
      reply(gone, topic.id),
      reply(stays, topic.id),
      removal,
      reply(gone, topic.id),
    ]);
    expect(statuses(answers)).toEqual([201, 201, 204, 403]);
    expect(typesOf(commits).flat()).toEqual(['post.created', 'post.created', 'member.removed']);
  });
});
