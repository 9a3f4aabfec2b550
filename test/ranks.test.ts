import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { createLogger } from '../server/lib/log.ts';
import { evaluateDue } from '../server/ranks/due.ts';
import { evaluate } from '../server/ranks/evaluate.ts';
import { RankUpModel } from '../server/ranks/rank-up.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { earnedRung, METRICS, type Metrics, missing } from '../shared/ladder.ts';
import { DEFAULT_LADDER } from '../shared/ladders.ts';
import { openGuildhall } from './support/guildhall.ts';
import { json } from './support/http.ts';
import { community, type Person } from './support/person.ts';
import { viewTopic } from './support/view-topic.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
});
afterAll(() => guildhall?.close());

const ladder = { version: 1, ...DEFAULT_LADDER };
const nothing = Object.fromEntries(METRICS.map((metric) => [metric, 0])) as Metrics;

describe('the ladder', () => {
  test('has the eight ranks of the community, from the newest member to the most experienced', () => {
    expect(ladder.rungs.map(({ title }) => title)).toEqual([
      'Forum explorer',
      'Frequent visitor',
      'Active member',
      'Power member',
      'Ace Contributor',
      'Community Leader',
      'Community Guru',
      'VIP',
    ]);
  });

  test.each(ladder.rungs.map((rung, index) => [rung.title, rung, index] as const))(
    '%s is earned when every threshold holds, and not when one is missed by one',
    (_title, rung, index) => {
      expect(earnedRung(ladder, rung.thresholds).key).toBe(rung.key);
      for (const metric of METRICS.filter((name) => rung.thresholds[name] > 0)) {
        const less = { ...rung.thresholds, [metric]: rung.thresholds[metric] - 1 };
        expect(ladder.rungs.findIndex(({ key }) => key === earnedRung(ladder, less).key)).toBeLessThan(index);
        expect(missing(rung, less)).toEqual([metric]);
      }
    },
  );

  test('lets nobody skip a rung whose thresholds do not hold', () => {
    const odd = { ...nothing, posts: 1e6, kudosReceived: 1e6, topicsViewed: 1e6 };
    expect(earnedRung(ladder, odd).key).toBe('forum-explorer');
  });

  test('is shown to everyone', async () => {
    const answer = await fetch(`${guildhall.url}/api/v1/ranks`);
    expect((await json(answer)).ladder.rungs).toHaveLength(8);
  });
});

/** Someone who has viewed two topics of others in a group: one step below Frequent visitor's last threshold. */
async function nearlyFrequent() {
  const { group, leader, members } = await community(guildhall.url);
  const [climber, bystander] = members as [Person, Person];
  const topics = [];
  for (let n = 0; n < 3; n += 1) topics.push((await leader.startTopic(group)).topic);
  return { group, leader, climber, bystander, topics };
}

describe('rising', () => {
  test('is told to the member and to every group of theirs, and every label follows', async () => {
    const { group, leader, climber, bystander, topics } = await nearlyFrequent();
    const second = await leader.makeGroup();
    await climber.join(second);
    await climber.reply(topics[0]!.id, 'My label changes');
    const [own, room] = [await climber.listen(), await bystander.listen()];
    await own.watch({ [climber.ownStream]: null });
    await room.watch({ [`group:${group.id}`]: null, [`group:${second.id}`]: null });
    await viewTopic(climber, topics[0]!.id);
    await viewTopic(climber, topics[1]!.id);
    const rise = { accountId: climber.id, username: climber.username, from: 'forum-explorer', to: 'frequent-visitor' };
    expect((await own.next('rank.up')).data).toMatchObject(rise);
    for (const { id } of [group, second]) {
      const told = await room.next('rank.up', ({ stream }) => stream === `group:${id}`);
      expect(told).toMatchObject({ actor: { id: climber.id, rank: 'frequent-visitor' }, data: rise });
    }
    const posts = (await bystander.get(`/topics/${topics[0]!.id}/posts`)).body.items;
    expect(posts[1].author.rank).toBe('frequent-visitor');
    expect((await climber.get('/me')).body.account.rank).toBe('frequent-visitor');
    expect((await climber.get('/me/rank')).body.history).toMatchObject([
      { rank: 'frequent-visitor', ladderVersion: 1 },
    ]);
    own.close();
    room.close();
  });

  test('happens once, however often it is evaluated at once', async () => {
    const { climber, topics } = await nearlyFrequent();
    const ear = await climber.listen();
    await ear.watch({ [climber.ownStream]: null });
    await viewTopic(climber, topics[0]!.id);
    await viewTopic(climber, topics[1]!.id);
    await Promise.all(Array.from({ length: 10 }, () => evaluate(toId(climber.id))));
    await ear.settled();
    expect(ear.events().filter(({ type }) => type === 'rank.up')).toHaveLength(1);
    expect(await RankUpModel.countDocuments({ account: toId(climber.id) })).toBe(1);
    ear.close();
  });

  test('by several rungs at once writes all down and announces the highest', async () => {
    const { climber } = await nearlyFrequent();
    const ear = await climber.listen();
    await ear.watch({ [climber.ownStream]: null });
    const active = { topicsViewed: 3, posts: 3, daysVisited: 1 };
    await StandingModel.updateOne({ _id: toId(climber.id) }, { $set: active });
    await evaluate(toId(climber.id));
    expect((await ear.next('rank.up')).data).toMatchObject({ from: 'forum-explorer', to: 'active-member' });
    await ear.settled();
    expect(ear.events().filter(({ type }) => type === 'rank.up')).toHaveLength(1);
    const { history } = (await climber.get('/me/rank')).body;
    expect(history).toMatchObject([{ kind: 'up', from: 'forum-explorer', rank: 'active-member', cause: 'activity' }]);
    const reached = await RankUpModel.find({ account: toId(climber.id) }).lean();
    expect(reached.map(({ rank }) => rank).sort()).toEqual(['active-member', 'frequent-visitor']);
    ear.close();
  });

  test('is made good when a node dies between the act and the evaluation', async () => {
    const { climber } = await nearlyFrequent();
    const due = { topicsViewed: 2, daysVisited: 1, dueAt: new Date(Date.now() - 1_000) };
    await StandingModel.updateOne({ _id: toId(climber.id) }, { $set: due });
    await evaluateDue(createLogger('silent'));
    expect((await climber.get('/me')).body.account.rank).toBe('frequent-visitor');
    expect((await StandingModel.findById(climber.id).lean())?.dueAt).toBeNull();
  });

  test('comes by age alone on the day it is due', async () => {
    const { climber } = await nearlyFrequent();
    const id = toId(climber.id);
    const leaderMetrics = { daysVisited: 2, topicsViewed: 10, posts: 40, kudosReceived: 15, distinctGivers: 4 };
    await StandingModel.updateOne({ _id: id }, { $set: leaderMetrics });
    await evaluate(id);
    const standing = (await StandingModel.findById(id).lean())!;
    expect(standing.rank).toBe('ace-contributor');
    expect(standing.dueAt).toEqual(new Date(standing.registeredAt.getTime() + 86_400_000));
    const yesterday = new Date(Date.now() - 86_400_000);
    await StandingModel.updateOne({ _id: id }, { $set: { registeredAt: yesterday, dueAt: new Date() } });
    await evaluateDue(createLogger('silent'));
    expect((await climber.get('/me')).body.account.rank).toBe('community-leader');
  });
});
