import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';
import { viewTopic } from './support/view-topic.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
});
afterAll(() => guildhall?.close());

/** Someone in a group with topics of others. */
async function reader() {
  const { group, leader, members } = await community(guildhall.url);
  const [climber] = members as [Person];
  const topics = [];
  for (let n = 0; n < 3; n += 1) topics.push((await leader.startTopic(group)).topic);
  return { group, leader, climber, topics };
}

describe('metrics', () => {
  const metric = async (person: Person, name: string): Promise<number> => {
    const { metrics } = (await person.get('/me/rank')).body.standing;
    return metrics.find((standing: { metric: string }) => standing.metric === name).value;
  };

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

  test('count a topic viewed once, and one’s own not at all', async () => {
    const { climber, group, topics } = await reader();
    await viewTopic(climber, topics[0]!.id);
    await viewTopic(climber, topics[0]!.id);
    const own = await climber.startTopic(group);
    await viewTopic(climber, own.topic.id);
    expect(await metric(climber, 'topicsViewed')).toBe(1);
  });

  test('count a day once', async () => {
    const person = await Person.register(guildhall.url);
    const ear = await person.listen();
    for (let n = 0; n < 3; n += 1) ok(await person.get('/me'));
    const visited = async () => (await metric(person, 'daysVisited')) === 1;
    while (!(await visited())) await ear.settled();
    expect(await metric(person, 'daysVisited')).toBe(1);
    ear.close();
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
