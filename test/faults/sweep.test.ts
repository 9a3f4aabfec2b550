import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { ActModel } from '../../server/acts/act.ts';
import { toId } from '../../server/db/id.ts';
import { SweepModel } from '../../server/moderation/sweep.ts';
import { StandingModel } from '../../server/ranks/standing.ts';
import { PostModel } from '../../server/topics/post.ts';
import type { ActsDone } from '../../shared/acts.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Group } from '../../shared/groups.ts';
import { groupStream } from '../../shared/streams.ts';
import { openCluster, SECRET } from '../support/cluster.ts';
import { Ear } from '../support/ear.ts';
import { fillTopic } from '../support/fill-topic.ts';
import { ok, Person } from '../support/person.ts';

// All posts of someone who was banned go some at a time. What a node has begun is finished by another, should it be killed between.

const POSTS = 2_000;

let cluster: Cluster;
let group: Group;
let staff: Person;
let spammer: Person;
let bystander: Person;
let ids: string[];
beforeAll(async () => {
  cluster = await openCluster({
    balancer: false,
    redis: false,
    environment: { JOB_SECONDS: '0.5', BACKLOG: '100000' },
  });
  const { url } = cluster.nodes[0]!;
  [staff] = (await Person.makeMany(url, SECRET, 1, 'staff')) as [Person];
  [spammer, bystander] = (await Person.makeMany(url, SECRET, 2)) as [Person, Person];
  group = await staff.makeGroup();
  for (const person of [spammer, bystander]) await person.join(group);
  const { topic, post } = await spammer.startTopic(group);
  ids = [post.id, ...(await fill(topic.id))];
}, 60_000);
afterAll(() => cluster?.stop());

async function fill(topicId: string): Promise<string[]> {
  await StandingModel.updateOne({ _id: toId(spammer.id) }, { $inc: { posts: POSTS - 1 } });
  return fillTopic(group, spammer, topicId, POSTS, (index) => `Buy number ${index}`);
}

const gone = () => PostModel.countDocuments({ author: toId(spammer.id), removed: { $ne: null } });
const counted = async () => (await StandingModel.findById(toId(spammer.id)).lean())!.posts;
const passes = (limit: number) =>
  eventually(
    async () => ((await gone()) - limit) * (limit > POSTS / 2 ? -1 : 1) > 0,
    () => `some, not all, of ${POSTS} posts have gone their way`,
  );
const isDone = () =>
  eventually(
    async () => (await SweepModel.countDocuments({ state: { $ne: 'done' } })) === 0,
    () => 'the removal has come to its end',
  );

async function heard(from: number): Promise<LoggedEvent[]> {
  const ear = await Ear.open(cluster.nodes[1]!.url, bystander.token);
  const told = (await ear.watch({ [groupStream(group.id)]: from }))[groupStream(group.id)]!;
  ear.close();
  if (!('events' in told)) throw new Error('not all events were told');
  return told.events;
}

test('all posts of one who is banned go, and come back when that is undone, though the node that does it is killed each time', async () => {
  const [first, second] = cluster.nodes;
  const { seq } = ok(await staff.get(`/groups/${group.slug}`)).body.head;
  const input = { kind: 'ban', username: spammer.username, removePosts: true, reason: 'Spam' };
  const { acts } = ok(await staff.post(`/groups/${group.slug}/acts`, input)).body as ActsDone;
  expect(acts).toMatchObject([{ kind: 'ban', postCount: POSTS, posts: { length: 5 } }]);
  await passes(0);
  await first!.kill('SIGKILL');
  expect(await gone()).toBeLessThan(POSTS);
  await isDone();
  expect([await gone(), await counted()]).toEqual([POSTS, 0]);
  const events = await heard(seq);
  const removals = events.flatMap((event) => (event.type === 'posts.removed' ? event.data.removals : []));
  expect(removals.map(({ postId }) => postId).sort()).toEqual(ids.toSorted());

  await first!.start();
  // The way of the test may be longer than the time there is to undo it.
  await ActModel.updateOne({ _id: toId(acts[0]!.id) }, { $set: { at: new Date() } });
  ok(await staff.at(second!.url).post(`/acts/${acts[0]!.id}/undo`));
  await passes(POSTS);
  await second!.kill('SIGKILL');
  expect(await gone()).toBeGreaterThan(0);
  await isDone();
  expect([await gone(), await counted()]).toEqual([0, POSTS]);
  await second!.start();
  const later = (await heard(events.at(-1)!.seq)).flatMap((event) =>
    event.type === 'posts.restored' ? event.data.posts : [],
  );
  expect(later.map(({ id }) => id).sort()).toEqual(ids.toSorted());
}, 60_000);
