import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { toId } from '../../server/db/id.ts';
import { EventModel } from '../../server/events/log.ts';
import { append, write } from '../../server/events/write.ts';
import { ErasureModel, type ErasureRecord } from '../../server/staff/erasure.ts';
import { PostModel } from '../../server/topics/post.ts';
import type { EventData } from '../../shared/events.ts';
import type { Group } from '../../shared/groups.ts';
import { groupStream } from '../../shared/streams.ts';
import { openCluster, SECRET } from '../support/cluster.ts';
import { fillTopic } from '../support/fill-topic.ts';
import { fresh, ok, Person } from '../support/person.ts';
import { places } from '../support/places.ts';

// What an erased member has left goes bit by bit. What a node has begun is finished by another, or by itself once it is back.

const POSTS = 400;
const EVENTS = 3_000;
const word = fresh('marker');

let cluster: Cluster;
let group: Group;
let staff: Person;
let subject: Person;
beforeAll(async () => {
  cluster = await openCluster({
    balancer: false,
    redis: false,
    environment: { JOB_SECONDS: '0.5', BACKLOG: '100000' },
  });
  const { url } = cluster.nodes[0]!;
  [staff] = (await Person.makeMany(url, SECRET, 1, 'staff')) as [Person];
  [subject] = (await Person.makeMany(url, SECRET, 1)) as [Person];
  group = await staff.makeGroup();
  await subject.join(group);
  await fillTopic(
    group,
    subject,
    (await subject.startTopic(group, `About ${word}`, `The first ${word}`)).topic.id,
    POSTS,
    () => `The next ${word}`,
  );
  await tell();
}, 60_000);
afterAll(() => cluster?.stop());

/** Events with their name. */
async function tell(): Promise<void> {
  const { id, username } = subject;
  const actor = { id, username, displayName: `Zaphod ${word}` };
  const data = { accountId: id, username, displayName: actor.displayName, role: 'member' as const };
  await write([groupStream(group.id)], async () => {
    for (let told = 0; told < EVENTS; told += 1) append(groupStream(group.id), 'member.updated', actor, data);
  });
}

const reaches = (what: string, there: (erasure: ErasureRecord) => boolean) =>
  eventually(
    async () => {
      const erasure = await ErasureModel.findById(toId(subject.id)).lean();
      return erasure !== null && there(erasure);
    },
    () => what,
  );
const isUnderWay = () => ErasureModel.exists({ _id: toId(subject.id), finishedAt: null });

test('an erasure ends whole, though the node that does it is killed among the posts, and the next one amid the log', async () => {
  const [first, second] = cluster.nodes;
  const { username } = subject;
  const input = { username, posts: 'remove', reason: 'They asked for it' };
  ok(await staff.post(`/staff/accounts/${username}/erasure`, input));
  await eventually(
    async () => (await PostModel.exists({ author: toId(subject.id), removed: { $ne: null } })) !== null,
    () => 'some posts have gone',
  );
  await first!.kill('SIGKILL');
  expect(await PostModel.exists({ author: toId(subject.id), removed: null })).not.toBeNull();
  await reaches('the log is gone through', ({ step, cursor }) => step === 'log' && cursor !== '');
  await second!.kill('SIGKILL');
  expect(await isUnderWay()).not.toBeNull();
  expect(await places(word)).toEqual(['events']);
  await first!.start();
  await reaches('it is done', ({ finishedAt }) => finishedAt !== null);

  for (const text of [username, word]) expect({ text, left: await places(text) }).toEqual({ text, left: [] });
  expect(await PostModel.countDocuments({ author: toId(subject.id), removed: { $ne: null }, body: '' })).toBe(POSTS);
  const events = await EventModel.find({ stream: groupStream(group.id) })
    .sort({ seq: 1 })
    .lean();
  expect(events.length).toBeGreaterThan(EVENTS);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  const gone = events
    .filter(({ type }) => type === 'posts.removed')
    .flatMap(({ data }) => (data as EventData<'posts.removed'>).removals);
  expect(new Set(gone.map(({ postId }) => postId)).size).toBe(POSTS);
  expect(gone).toHaveLength(POSTS);
}, 60_000);
