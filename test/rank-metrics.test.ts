import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { noteVisit } from '../server/ranks/metrics.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { countView } from '../server/topics/view.ts';
import { secondsLeft, ViewingModel } from '../server/topics/viewing.ts';
import { type Metrics, VIEW_SECONDS } from '../shared/ladder.ts';
import type { Topic } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { community, ok, Person } from './support/person.ts';
import { pass, viewTopic } from './support/view-topic.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
});
afterAll(() => guildhall?.close());

/** Someone in a group with topics of others. */
async function reader() {
  const { group, leader, members } = await community(guildhall.url, 1);
  const [climber] = members as [Person];
  const topics = [];
  for (let n = 0; n < 3; n += 1) topics.push((await leader.startTopic(group)).topic);
  return { group, leader, climber, topics };
}

const metric = async (person: Person, name: keyof Metrics): Promise<number> => {
  const { metrics } = (await person.get('/me/rank')).body.standing;
  return metrics.find((standing: { metric: string }) => standing.metric === name).value;
};

describe('metrics', () => {
  test('are net: what is removed or withdrawn no longer counts', async () => {
    const { group, members } = await community(guildhall.url, 3);
    const [author, giver, other] = members as [Person, Person, Person];
    const { topic, post } = await author.startTopic(group);
    const reply = await author.reply(topic.id);
    for (const person of [giver, other]) ok(await person.put(`/posts/${post.id}/kudos`));
    ok(await giver.put(`/posts/${reply.id}/kudos`));
    const read = async () => [
      await metric(author, 'posts'),
      await metric(author, 'kudosReceived'),
      await metric(author, 'distinctGivers'),
    ];
    expect(await read()).toEqual([2, 3, 2]);
    ok(await giver.delete(`/posts/${post.id}/kudos`));
    expect(await read()).toEqual([2, 2, 2]);
    ok(await giver.delete(`/posts/${reply.id}/kudos`));
    ok(await author.delete(`/posts/${reply.id}`));
    ok(await author.delete(`/posts/${reply.id}`));
    expect(await read()).toEqual([1, 1, 1]);
  });

  test('say what the next rank asks and what is nearest', async () => {
    const { climber, topics } = await reader();
    await viewTopic(climber, topics[0]!.id);
    const { rank, source, next, nearest, metrics } = (await climber.get('/me/rank')).body.standing;
    expect({ rank, source, next: next.key, nearest }).toEqual({
      rank: 'forum-explorer',
      source: 'earned',
      next: 'frequent-visitor',
      nearest: 'topicsViewed',
    });
    expect(metrics).toContainEqual({ metric: 'topicsViewed', value: 1, threshold: 2 });
  });
});

describe('a day', () => {
  const days = (person: Person) => metric(person, 'daysVisited');

  test('counts as visited with the first request, and once', async () => {
    const person = await Person.register(guildhall.url);
    const ear = await person.listen();
    for (let n = 0; n < 3; n += 1) ok(await person.get('/me'));
    while ((await days(person)) < 1) await ear.settled();
    await noteVisit(toId(person.id));
    expect(await days(person)).toBe(1);
    ear.close();
  });

  test('counts for nobody who is only connected and renews their session', async () => {
    const person = await Person.register(guildhall.url);
    const ear = await person.listen();
    ok(await request(guildhall.url, 'POST', '/auth/refresh', { headers: { cookie: person.cookie } }));
    await ear.watch({ [person.ownStream]: null });
    await ear.settled();
    expect((await StandingModel.findById(person.id).lean())?.daysVisited ?? 0).toBe(0);
    ear.close();
  });

  test('counts once when several nodes note it at once, and not again when the clock of one is behind', async () => {
    const person = await Person.register(guildhall.url);
    const id = toId(person.id);
    const at = (time: string) => new Date(`2050-01-${time}Z`);
    const note = (time: string) => Promise.all(Array.from({ length: 5 }, () => noteVisit(id, at(time))));
    await note('01T23:59:59.999');
    expect((await StandingModel.findById(id).lean())?.daysVisited).toBe(1);
    await note('02T00:00:00.000');
    await note('01T23:59:59.999');
    await note('02T23:59:59.999');
    expect((await StandingModel.findById(id).lean())?.daysVisited).toBe(2);
  });
});

describe('a topic', () => {
  const views = (person: Person) => metric(person, 'topicsViewed');
  const view = async (person: Person, topicId: string) => ok(await person.put(`/topics/${topicId}/view`)).body;

  test('counts as viewed by those who stay on it, and not before', async () => {
    const { climber, topics } = await reader();
    const [{ id }] = topics as [Topic];
    expect(await view(climber, id)).toEqual({ viewed: false, seconds: VIEW_SECONDS });
    expect(await views(climber)).toBe(0);
    await pass(climber, VIEW_SECONDS);
    expect(await view(climber, id)).toEqual({ viewed: true, seconds: 0 });
    expect(await views(climber)).toBe(1);
  });

  test.each([
    [0, 5],
    [1, 5],
    [1_000, 4],
    [4_999, 1],
    [5_000, 0],
    [3_600_000, 0],
    [-60_000, 5],
  ])('after %i ms asks for %i seconds more', (ms, seconds) => {
    const since = new Date();
    expect(secondsLeft(since, new Date(since.getTime() + ms))).toBe(seconds);
  });

  test('counts once, however often it is viewed, and then costs no write', async () => {
    const { climber, topics } = await reader();
    const [first, second] = topics as [Topic, Topic];
    await viewTopic(climber, first.id);
    await view(climber, second.id);
    const before = await ViewingModel.findById(climber.id).lean();
    expect(await view(climber, first.id)).toEqual({ viewed: true, seconds: 0 });
    expect(await ViewingModel.findById(climber.id).lean()).toEqual(before);
    expect(await views(climber)).toBe(1);
  });

  test('counts once when the word comes several times at once', async () => {
    const { climber, topics } = await reader();
    const [{ id }] = topics as [Topic];
    await Promise.all(Array.from({ length: 8 }, () => view(climber, id)));
    await pass(climber, VIEW_SECONDS);
    const answers = await Promise.all(Array.from({ length: 8 }, () => view(climber, id)));
    expect(answers).toEqual(answers.map(() => ({ viewed: true, seconds: 0 })));
    const account = (await AccountModel.findById(climber.id).lean())!;
    await Promise.all(Array.from({ length: 8 }, () => countView(account, id)));
    expect(await views(climber)).toBe(1);
  });

  test('begins anew for whoever was on another one in between: of many opened at once one counts', async () => {
    const { climber, topics } = await reader();
    for (const { id } of topics) await view(climber, id);
    await pass(climber, 1_000);
    const answers = [];
    for (const { id } of topics.toReversed()) answers.push(await view(climber, id));
    expect(answers.map(({ viewed }) => viewed)).toEqual([true, false, false]);
    expect(await views(climber)).toBe(1);
  });

  test('of one’s own never counts', async () => {
    const { climber, group } = await reader();
    const { topic } = await climber.startTopic(group);
    expect(await view(climber, topic.id)).toEqual({ viewed: false, seconds: 0 });
    await viewTopic(climber, topic.id);
    expect(await views(climber)).toBe(0);
  });

  test('that was read is not viewed by that, and one that was viewed is not read by that', async () => {
    const { climber, topics } = await reader();
    const [first, second] = topics as [Topic, Topic];
    ok(await climber.put(`/topics/${first.id}/read`, { number: 1 }));
    expect(await views(climber)).toBe(0);
    await viewTopic(climber, second.id);
    expect((await climber.get(`/topics/${second.id}`)).body.topic.read).toBe(0);
    await viewTopic(climber, first.id);
    expect((await climber.get(`/topics/${first.id}`)).body.topic.read).toBe(1);
    ok(await climber.put(`/topics/${second.id}/read`, { number: 1 }));
    expect(await view(climber, second.id)).toEqual({ viewed: true, seconds: 0 });
    expect(await views(climber)).toBe(2);
  });

  test('that was read when reading counted at once does not count a second time', async () => {
    const { climber, topics } = await reader();
    const [{ id }] = topics as [Topic];
    const markers = mongoose.connection.collection('readmarkers');
    await markers.insertOne({ account: toId(climber.id), topic: toId(id), number: 1 });
    expect(await view(climber, id)).toEqual({ viewed: true, seconds: 0 });
    expect(await views(climber)).toBe(0);
  });

  test('counts for nobody who may not see it', async () => {
    const { leader } = await reader();
    const closed = await leader.makeGroup({ access: 'closed' });
    const { topic } = await leader.startTopic(closed);
    const outsider = await Person.register(guildhall.url);
    expect((await outsider.put(`/topics/${topic.id}/view`)).status).toBe(404);
    expect(await ViewingModel.exists({ _id: outsider.id })).toBeNull();
    expect((await fetch(`${guildhall.url}/api/v1/topics/${topic.id}/view`, { method: 'PUT' })).status).toBe(401);
  });
});
