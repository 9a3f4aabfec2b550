import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Act } from '../shared/acts.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Forum, Group } from '../shared/groups.ts';
import { reduceGroup } from '../shared/reduce/group.ts';
import { reduceTopics } from '../shared/reduce/topics.ts';
import type { Post, Topic, TopicPage, Topics } from '../shared/topics.ts';
import { act } from './support/acting.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { contend, type Done, type Kind, pairsOf, type Way } from './support/pairs.ts';
import { ok, Person } from './support/person.ts';
import { readTruth } from './support/truth.ts';

// Two nodes, and a leader at each. Every two acts there are on one thing meet: a topic, a post, a member, a group's slow mode. How often:
// ACT_ROUNDS for long runs.

jest.setTimeout(120_000);

const ROUNDS = Number(process.env.ACT_ROUNDS ?? 1);
/** So many pairs meet at a time, each about things of its own. */
const AT_ONCE = 3;

let cluster: Cluster;
let staff: Person;
let author: Person;
let leaders: [Person, Person];
let group: Group;
let elsewhere: Group;
let forums: Forum[];
let before: { group: Group; topics: Topics };
const log: Done = { done: [], undone: [] };
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  const [here, there] = cluster.nodes.map(({ url }) => url) as [string, string];
  [staff] = (await Person.makeMany(here, SECRET, 1, 'staff')) as [Person];
  const [first, second, member] = (await Person.makeMany(here, SECRET, 3)) as [Person, Person, Person];
  author = member;
  leaders = [first, second.at(there)];
  [group, elsewhere] = [await staff.makeGroup(), await staff.makeGroup()];
  forums = ok(await staff.get(`/groups/${group.slug}/forums`)).body.items;
  forums.push(ok(await staff.post(`/groups/${group.slug}/forums`, { slug: 'second', name: 'Second' })).body);
  forums.push(ok(await staff.get(`/groups/${elsewhere.slug}/forums`)).body.items[0]);
  await author.join(group);
  for (const place of [group, elsewhere]) for (const leader of leaders) await lead(leader, place);
  before = await seen();
}, 60_000);
afterAll(() => cluster?.stop());

async function lead(leader: Person, { slug, ...rest }: Group): Promise<void> {
  await leader.join({ slug, ...rest });
  ok(await staff.patch(`/groups/${slug}/members/${leader.username}`, { role: 'leader' }));
}

/** A topic; with replies, and another topic, where one of those who act needs them. */
type Talk = { group: Group; topic: Topic; posts: Post[]; other?: Topic };

const toForum = (index: number) => (thing: Talk) => ({
  kind: 'move',
  topicId: thing.topic.id,
  from: thing.topic.forumId,
  to: forums[index]!.id,
});

const onTopic =
  (kind: string, more: object = {}) =>
  ({ topic }: Talk) => ({ kind, topicId: topic.id, ...more });

const UNDO: Way<never> = { name: 'undo', ask: () => 'undo' };

const PIN: Way<Talk> = { name: 'pin', ask: onTopic('pin') };
const LOCK: Way<Talk> = { name: 'lock', ask: onTopic('lock') };
const REMOVE_TOPIC: Way<Talk> = { name: 'remove', ask: onTopic('remove-topic') };
const MOVE: Way<Talk> = { name: 'move', ask: toForum(1) };
const MOVE_AWAY: Way<Talk> = { name: 'move away', ask: toForum(2) };
const SPLIT: Way<Talk> = { name: 'split', on: 'posts', ask: onTopic('split', { numbers: [2], title: 'Aside' }) };
const MERGE: Way<Talk> = {
  name: 'merge',
  on: 'topics',
  ask: ({ topic, other }) => ({ kind: 'merge', topicId: topic.id, into: other!.id }),
};

/** All acts there are on a topic that nobody has done anything about. */
const ON_TOPIC: Way<Talk>[] = [
  PIN,
  LOCK,
  REMOVE_TOPIC,
  MOVE,
  MOVE_AWAY,
  SPLIT,
  MERGE,
  {
    name: 'merge into it',
    on: 'topics',
    ask: ({ topic, other }) => ({ kind: 'merge', topicId: other!.id, into: topic.id }),
  },
];

/** What the first leader has done about it before: each is undone by them while the other acts. */
const DONE: Record<string, { done: Way<Talk>; opposite?: Way<Talk> }> = {
  pinning: { done: PIN, opposite: { name: 'unpin', ask: onTopic('unpin') } },
  locking: { done: LOCK, opposite: { name: 'unlock', ask: onTopic('unlock') } },
  removing: { done: REMOVE_TOPIC, opposite: { name: 'restore', ask: onTopic('restore-topic') } },
  moving: { done: MOVE, opposite: { name: 'move back', ask: (thing) => swapped(toForum(1)(thing)) } },
  'moving away': { done: MOVE_AWAY },
  splitting: { done: SPLIT },
  merging: { done: MERGE },
};

const swapped = ({ from, to, ...move }: ReturnType<ReturnType<typeof toForum>>) => ({ ...move, from: to, to: from });

const talkMaker = (done?: Way<Talk>) => async (ways: Way<Talk>[]) => {
  const needed = [...ways, done].map((way) => way?.on);
  const { topic, post } = await author.startTopic(group);
  const thing: Talk = { group, topic, posts: [post] };
  // At once, as what comes at once is written together.
  const [other, ...replies] = await Promise.all([
    needed.includes('topics') ? author.startTopic(group) : null,
    ...(needed.some(Boolean) ? [author.reply(topic.id), author.reply(topic.id)] : []),
  ]);
  if (other) thing.other = other.topic;
  thing.posts.push(...replies.toSorted((one, another) => one.number - another.number));
  const asked = done?.ask(thing, leaders[0].username) as object | undefined;
  return { thing, before: asked ? await act(leaders[0], group, asked) : null };
};

async function talkState({ topic, other }: Talk) {
  const states = [];
  for (const { id } of [topic, ...(other ? [other] : [])]) {
    const page: TopicPage = ok(await staff.get(`/topics/${id}`)).body;
    const { pinnedAt, locked, removed, mergedInto, postCount, title } = page.topic;
    const posts = await staff.get(`/topics/${id}/posts`);
    states.push({
      forum: forums.findIndex((forum) => forum.id === page.topic.forumId),
      group: page.topic.groupId === group.id,
      made: {
        pinned: Boolean(pinnedAt),
        locked: Boolean(locked),
        removed: Boolean(removed),
        offset: mergedInto?.offset,
      },
      postCount,
      title,
      posts: posts.status === 200 ? await Promise.all(posts.body.items.map(postState)) : posts.body.code,
    });
  }
  return states;
}

/** Of a post that went, how the topic fares where it stands. */
async function postState({ number, removed, movedTo, replyTo }: Post): Promise<unknown> {
  const where = movedTo && (await staff.get(`/topics/${movedTo.topicId}`)).body.topic;
  const there = where && [
    movedTo.number,
    where.title,
    where.postCount,
    Boolean(where.removed),
    Boolean(where.mergedInto),
  ];
  return { number, removed: Boolean(removed), replyTo, there };
}

/** Only so many topics can be pinned. */
async function unpin({ topic }: Talk, [state]: TalkState): Promise<Act[]> {
  const { pinned, removed, offset } = state!.made;
  const isPinned = pinned && !removed && offset === undefined;
  return isPinned ? [await act(staff, group, { kind: 'unpin', topicId: topic.id })] : [];
}

type TalkState = Awaited<ReturnType<typeof talkState>>;
const TOPICS: Kind<Talk, TalkState> = { make: talkMaker(), ways: ON_TOPIC, state: talkState, clear: unpin };

const postIds = ({ posts }: Talk, ...numbers: number[]) => numbers.map((number) => posts[number - 1]!.id);
const onPosts = (name: string, kind: string, ...numbers: number[]): Way<Talk> => ({
  name,
  on: 'posts',
  ask: (thing) => ({ kind, postIds: postIds(thing, ...numbers) }),
});
const REMOVE = [onPosts('remove', 'remove-posts', 2), onPosts('remove both', 'remove-posts', 2, 3)];
const RESTORE = [onPosts('restore', 'restore-posts', 2), onPosts('restore both', 'restore-posts', 2, 3)];

const POSTS: Record<string, Kind<Talk>> = {
  'posts that stand': { make: talkMaker(), ways: [...REMOVE, SPLIT, MERGE], state: talkState },
  'posts that are removed': { make: talkMaker(REMOVE[1]), ways: [...RESTORE, SPLIT], state: talkState },
};

type Slow = { group: Group };
const slowTo = (seconds: number, from: number): Way<Slow> => ({
  name: `slow ${from} to ${seconds}`,
  ask: () => ({ kind: 'slow', from, seconds }),
});
async function makeSlow(done?: object) {
  const own = await staff.makeGroup();
  for (const leader of leaders) await lead(leader, own);
  return { thing: { group: own }, before: done ? await act(leaders[0], own, done) : null };
}
const slowState = async ({ group: { slug } }: Slow) => ok(await staff.get(`/groups/${slug}`)).body.slowSeconds;

type Subject = { group: Group; member: Person; sanction?: string };
const later = new Date(Date.now() + 86_400_000).toISOString();
const onMember = (kind: string, more: object = {}): Way<Subject> => ({
  name: kind,
  ask: ({ member: { username } }) => ({ kind, username, ...more }),
});
const ON_MEMBER = [onMember('mute', { until: later }), onMember('ban'), onMember('remove-member')];
const LIFT: Way<Subject> = { name: 'lift', ask: ({ sanction }) => ({ kind: 'lift', sanctionId: sanction }) };
const another = (kind: string): Way<Subject> => ({
  name: `another ${kind}`,
  ask: ({ member: { username }, sanction }) => ({ kind, username, until: later, replaces: sanction }),
});

async function makeSubject(kind?: string) {
  const [member] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1)) as [Person];
  await member.join(group);
  if (!kind) return { thing: { group, member } as Subject, before: null };
  const done = await act(leaders[0], group, {
    kind,
    username: member.username,
    ...(kind !== 'remove-member' && { until: later }),
  });
  const [sanction] = (await sanctionsOf(member)).map(({ id }) => id);
  return { thing: { group, member, sanction } as Subject, before: done };
}

const sanctionsOf = async ({ username }: Person): Promise<{ id: string; kind: string }[]> => {
  const { items } = ok(await staff.get(`/groups/${group.slug}/sanctions?limit=100`)).body;
  return items.filter(
    ({ member, liftedAt }: { member: { username: string }; liftedAt: unknown }) =>
      member.username === username && !liftedAt,
  );
};

async function subjectState({ member }: Subject): Promise<unknown> {
  const { membership } = ok(await member.get(`/groups/${group.slug}`)).body;
  const sanctions = (await sanctionsOf(member)).map(({ kind }) => kind).sort();
  return { member: Boolean(membership), muted: Boolean(membership?.mutedUntil), sanctions };
}

const MEMBERS: Record<string, Kind<Subject>> = {
  'a member': { make: () => makeSubject(), ways: ON_MEMBER, state: subjectState },
  'one who is muted': {
    make: () => makeSubject('mute'),
    ways: [another('mute'), LIFT, ON_MEMBER[1]!, ON_MEMBER[2]!],
    state: subjectState,
  },
  'one who is banned': { make: () => makeSubject('ban'), ways: [another('ban'), LIFT], state: subjectState },
};

/** Lets pairs meet, some at a time. */
async function meet<Thing extends { group: Group }, State>(
  kind: Kind<Thing, State>,
  pairs: [Way<Thing>, Way<Thing>][],
): Promise<void> {
  const waiting = Array.from({ length: ROUNDS }, () => pairs).flat();
  const work = async () => {
    for (let pair = waiting.shift(); pair; pair = waiting.shift()) {
      const { done, undone } = await contend(kind, pair, leaders);
      log.done.push(...done);
      log.undone.push(...undone);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The first leader takes back what they have done, while the other acts. */
const undoing = <Thing extends { group: Group }>(ways: Way<Thing>[]): [Way<Thing>, Way<Thing>][] =>
  ways.map((way) => [UNDO as Way<Thing>, way]);

describe('of two who act at once, one is after the other, and told if it is too late', () => {
  test('on a topic', () => meet(TOPICS, pairsOf(TOPICS.ways)));

  test.each(Object.entries(DONE))('on a topic, while %s is undone', async (_name, { done, opposite }) => {
    const kind = { ...TOPICS, make: talkMaker(done) };
    await meet(kind, undoing([...ON_TOPIC, ...(opposite ? [opposite] : [])]));
    if (opposite) await meet(kind, [[opposite, opposite]]);
  });

  test.each(Object.entries(POSTS))('on %s', (_name, kind) => meet(kind, pairsOf(kind.ways)));

  test('on posts, while their removal is undone', () => {
    const kind = POSTS['posts that are removed']!;
    return meet(kind, undoing(kind.ways));
  });

  test.each(Object.entries(MEMBERS))('on %s', (_name, kind) => meet(kind, pairsOf(kind.ways)));

  test.each(['mute', 'ban'])('on a member, while a %s is undone', (name) => {
    const kind = MEMBERS[name === 'mute' ? 'one who is muted' : 'one who is banned']!;
    return meet(kind, undoing(kind.ways));
  });

  test('on a member, while a removal is undone', () =>
    meet({ ...MEMBERS['a member']!, make: () => makeSubject('remove-member') }, undoing([ON_MEMBER[1]!])));

  test('on slow mode', async () => {
    const ways = [slowTo(60, 0), slowTo(300, 0)];
    await meet({ make: () => makeSlow(), ways, state: slowState }, pairsOf(ways));
    const done = { kind: 'slow', from: 0, seconds: 60 };
    const kind = { make: () => makeSlow(done), ways, state: slowState };
    await meet(kind, undoing([slowTo(300, 60), slowTo(0, 60)]));
  });
});

describe('in the end', () => {
  test('the leaders’ streams hold exactly what was done', async () => {
    const records = await readTruth(await leadersStreams(), []);
    const events = [...records.logs.values()].flat();
    const told = (type: string) => {
      const ids = events.flatMap((event) => (event.type === type ? [(event.data as { id: string }).id] : []));
      return [...new Set(ids)].sort();
    };
    expect(told('act.done')).toEqual([...new Set(log.done)].sort());
    expect(told('act.undone')).toEqual([...new Set(log.undone)].sort());
  });

  test('what the group’s stream makes of the pages before is what they show', async () => {
    const truth = await readTruth([group.head.stream], []);
    const events = truth.logs.get(group.head.stream)!;
    const after = await seen();
    const page = events.reduce((now, event) => reduceGroup(now, event, staff.id), before.group);
    expect({ ...page, membership: null }).toEqual({ ...after.group, membership: null });
    const list = events.reduce((now, event: LoggedEvent) => reduceTopics()(now, event, staff.id), before.topics);
    expect(list.items.map(unread)).toEqual(after.topics.items.map(unread));
  });
});

const unread = (topic: Topic): Topic => ({ ...topic, read: null });

const leadersStreams = async (): Promise<string[]> => {
  const groups: Group[] = ok(await staff.get('/groups?limit=100')).body.items;
  return groups.map(({ id }) => `leaders:${id}`);
};

/** The group's page and all of its topics. */
async function seen(): Promise<{ group: Group; topics: Topics }> {
  const page: Group = ok(await staff.get(`/groups/${group.slug}`)).body;
  const topics: Topics = ok(await staff.get(`/groups/${group.slug}/topics?limit=100`)).body;
  while (topics.next) {
    const more: Topics = ok(await staff.get(`/groups/${group.slug}/topics?limit=100&cursor=${topics.next}`)).body;
    topics.items.push(...more.items);
    topics.next = more.next;
  }
  return { group: page, topics };
}
