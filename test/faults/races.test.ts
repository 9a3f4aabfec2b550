import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { enrol, signInMany } from '../../bench/people.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Post } from '../../shared/topics.ts';
import { openCluster, SECRET } from '../support/cluster.ts';
import { ROUNDS } from '../support/rounds.ts';
import { Scene } from '../support/scene.ts';

// What many do at once, on both nodes. FAULT_ROUNDS does it more often.

const TIME = 60_000 + ROUNDS * 45_000;
/** How many clients of a member who is being removed come in that moment. */
const COMING = 12;
/** What that moment is, in milliseconds. */
const AROUND_MS = 60;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

let cluster: Cluster;
let scene: Scene;
beforeAll(async () => {
  cluster = await openCluster();
}, 90_000);
afterAll(() => cluster?.stop());
beforeEach(async () => {
  scene = await Scene.set(cluster, 4 + 2 * ROUNDS);
  await scene.followEverywhere();
}, 60_000);
afterEach(() => scene?.close());

test(
  'one submission sent a hundred times to both nodes at once is one post, and every answer names it',
  async () => {
    const [topicId] = scene.topics;
    const [member] = scene.members;
    const authors = cluster.nodes.map(({ url }) => scene.author(member!, url));
    for (let round = 0; round < ROUNDS; round += 1) {
      const clientId = randomUUID();
      const sent = upTo(100).map(async (index) => {
        const author = authors[index % authors.length]!;
        const answer = await author.ask('POST', `/topics/${topicId}/posts`, {
          clientId,
          body: `Once, in round ${round}`,
        });
        expect([200, 201]).toContain(answer.status);
        const { post } = answer.body as { post: Post };
        author.submissions.push({ author: member!.id, clientId, topicId: topicId!, post });
        return { status: answer.status, id: post.id };
      });
      const answers = await Promise.all(sent);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(answers.filter(({ status }) => status === 201).length).toBe(1);
    }
    await scene.judge();
  },
  TIME,
);

test(
  'two hundred who post in one topic at once, over both nodes, get numbers without gaps in one order for all',
  async () => {
    const [{ group, topic }] = scene.places as [Scene['places'][0]];
    const people = await signInMany(200, SECRET);
    const urls = [...cluster.nodes.map(({ url }) => url), cluster.url];
    const authors = people.map((person, index) => scene.author(person, urls[index % urls.length]));
    await enrol(
      group,
      people.map(({ id }) => id),
    );
    for (let round = 0; round < ROUNDS / 2; round += 1) {
      const posted = await Promise.all(authors.map((author) => author.post(topic)));
      expect(new Set(posted.map(({ post }) => post!.number)).size).toBe(200);
    }
    await scene.judge();
  },
  TIME,
);

test(
  'members who are removed while others post, listen and come and go hear nothing after it',
  async () => {
    const load = scene.load(scene.members.slice(0, 4), [...cluster.nodes.map(({ url }) => url), cluster.url]);
    const removed = scene.members.slice(4);
    expect(removed.length).toBe(2 * ROUNDS);
    const urls = cluster.nodes.map(({ url }) => url);
    for (let round = 0; round < ROUNDS; round += 1) {
      await load.acknowledged(10);
      // Each has been listening for a while on one node, and comes to all of them just as it happens.
      const leaving = removed.slice(round * 2, round * 2 + 2).map(async (member) => {
        const coming = upTo(COMING).map(async (index) => {
          await wait(Math.random() * AROUND_MS);
          await scene.follow(member, urls[index % urls.length]!);
        });
        await wait(AROUND_MS / 2);
        await scene.remove(member);
        await Promise.all(coming);
      });
      await Promise.all(leaving);
    }
    await load.acknowledged(30);
    await load.stop();
    await scene.judge();
  },
  TIME,
);
