import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Act, ActsDone } from '../shared/acts.ts';
import type { EventType, LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import type { Post } from '../shared/topics.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { look, told, type } from './support/onlooker.ts';
import { ok, Person } from './support/person.ts';

// Two nodes in processes of their own. What leaders do is done on the first; whoever is concerned and whoever looks on listens on both.

jest.setTimeout(60_000);

const NODES = [0, 1];

let cluster: Cluster;
let staff: Person;
let leader: Person;
let second: Person;
let bystander: Person;
let group: Group;
let topicId: string;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  const { url } = cluster.nodes[0]!;
  [staff] = (await Person.makeMany(url, SECRET, 1, 'staff')) as [Person];
  [leader, second, bystander] = (await Person.makeMany(url, SECRET, 3)) as [Person, Person, Person];
  group = await staff.makeGroup();
  for (const person of [leader, second, bystander]) await person.join(group);
  for (const person of [leader, second]) await promote(person);
  topicId = (await bystander.startTopic(group)).topic.id;
}, 60_000);
afterAll(() => cluster?.stop());

let concerned: Person;
let posts: Post[];
let open: Ear[] = [];
beforeEach(async () => {
  [concerned] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1)) as [Person];
  await concerned.join(group);
  posts = [await concerned.reply(topicId), await concerned.reply(topicId)];
});
afterEach(() => {
  for (const ear of open) ear.close();
  open = [];
});

const inside = () => groupStream(group.id);
const leading = () => leadersStream(group.id);
const promote = ({ username }: Person) =>
  staff.patch(`/groups/${group.slug}/members/${username}`, { role: 'leader' }).then(ok);
const act = async (input: object, by = leader): Promise<Act> => {
  const answer = ok(await by.post(`/groups/${group.slug}/acts`, { reason: 'Spam', ...input }));
  return (answer.body as ActsDone).acts[0]!;
};
const onMember = (kind: string, more: object = {}) => act({ kind, username: concerned.username, ...more });
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** Someone's sockets, one on each node, which watch these streams. */
async function listen(person: Person, ...streams: string[]): Promise<Ear[]> {
  const ears = await Promise.all(NODES.map((node) => Ear.open(cluster.nodes[node]!.url, person.token)));
  open.push(...ears);
  for (const ear of ears) await ear.watch(Object.fromEntries(streams.map((stream) => [stream, null])));
  return ears;
}

/** What was heard of a stream up to an event of that type about that act, on each socket. */
async function toldUpTo(ears: Ear[], stream: string, last: EventType, id: string): Promise<EventType[][]> {
  const isLast = (event: LoggedEvent) => event.type === last && (event.data as Act).id === id;
  for (const ear of ears) await ear.notice(({ payload }) => isLast(payload as LoggedEvent));
  return ears.map((ear) => ear.events(stream).map((event) => event.type));
}

/** What those who look on have heard of the group, on each socket, when they hear of a reply that comes after it. */
async function toldBefore(ears: Ear[], reply: Promise<Post>): Promise<EventType[][]> {
  const { id } = await reply;
  for (const ear of ears) await ear.next('post.created', ({ data }) => data.post.id === id);
  const isReply = ({ type }: LoggedEvent) => type === 'post.created';
  return ears.map((ear) => ear.events(inside()).flatMap((event) => (isReply(event) ? [] : [event.type])));
}

type Case = {
  name: string;
  perform: () => Promise<Act>;
  group: EventType[];
  leaders: EventType[];
  own: EventType[];
  /** And once it is undone. */
  undone: Record<'group' | 'leaders' | 'own', EventType[]>;
};

const postIds = () => posts.map(({ id }) => id);
const onPosts = { leaders: [], own: [], undone: { group: [], leaders: [], own: [] } } satisfies Partial<Case>;

const CASES: Case[] = [
  {
    ...onPosts,
    name: 'one post is removed',
    perform: () => act({ kind: 'remove-posts', postIds: postIds().slice(1) }),
    group: ['post.removed'],
    undone: { ...onPosts.undone, group: ['posts.restored'] },
  },
  {
    ...onPosts,
    name: 'posts are removed',
    perform: () => act({ kind: 'remove-posts', postIds: postIds() }),
    group: ['posts.removed'],
    undone: { ...onPosts.undone, group: ['posts.restored'] },
  },
  {
    name: 'a member is muted',
    perform: () => onMember('mute', { until: tomorrow() }),
    group: [],
    leaders: ['sanction.imposed'],
    own: ['sanction.imposed'],
    undone: { group: [], leaders: ['sanction.lifted'], own: ['sanction.lifted'] },
  },
  {
    name: 'a member is removed',
    perform: () => onMember('remove-member'),
    group: ['member.removed'],
    leaders: [],
    own: ['membership.ended'],
    undone: { group: ['member.joined'], leaders: [], own: ['membership.started'] },
  },
  {
    name: 'a member is banned',
    perform: () => onMember('ban'),
    group: ['member.banned'],
    leaders: ['sanction.imposed'],
    own: ['membership.ended', 'sanction.imposed'],
    undone: {
      group: ['member.joined'],
      leaders: ['sanction.lifted'],
      own: ['sanction.lifted', 'membership.started'],
    },
  },
];

const twice = <Thing>(thing: Thing): Thing[] => NODES.map(() => thing);

describe('on both nodes', () => {
  test.each(CASES)('when $name everyone hears what is theirs to hear, and no more', async (given) => {
    const onlookers = await listen(bystander, inside());
    const leaders = await listen(second, inside(), leading());
    const own = await listen(concerned, concerned.ownStream);
    const { id } = await given.perform();
    expect(await toldUpTo(leaders, leading(), 'act.done', id)).toEqual(twice([...given.leaders, 'act.done']));
    expect(await toldUpTo(own, concerned.ownStream, 'act.done', id)).toEqual(twice([...given.own, 'act.done']));
    const everyone = [...onlookers, ...leaders];
    expect(await toldBefore(everyone, bystander.reply(topicId))).toEqual(everyone.map(() => given.group));

    ok(await leader.post(`/acts/${id}/undo`));
    const { undone } = given;
    expect(await toldUpTo(leaders, leading(), 'act.undone', id)).toEqual(
      twice([...given.leaders, 'act.done', ...undone.leaders, 'act.undone']),
    );
    expect(await toldUpTo(own, concerned.ownStream, 'act.undone', id)).toEqual(
      twice([...given.own, 'act.done', ...undone.own, 'act.undone']),
    );
    expect(await toldBefore(everyone, bystander.reply(topicId))).toEqual(
      everyone.map(() => [...given.group, ...undone.group]),
    );
    for (const ear of onlookers) expect(ear.events().every(({ stream }) => stream === inside())).toBe(true);
    for (const ear of own) expect(await ear.watch({ [inside()]: null })).toMatchObject({ [inside()]: { events: [] } });
  });

  test('when posts are restored or a sanction is lifted, too', async () => {
    await act({ kind: 'remove-posts', postIds: postIds() });
    await onMember('mute', { until: tomorrow() });
    const { items } = ok(await leader.get(`/groups/${group.slug}/sanctions`)).body;
    const onlookers = await listen(bystander, inside());
    const leaders = await listen(second, leading());
    const own = await listen(concerned, concerned.ownStream);
    await act({ kind: 'restore-posts', postIds: postIds() });
    const { id } = await act({ kind: 'lift', sanctionId: items[0].id });
    const told = ['act.done', 'sanction.lifted', 'act.done'];
    expect(await toldUpTo(leaders, leading(), 'act.done', id)).toEqual(twice(told));
    expect(await toldUpTo(own, concerned.ownStream, 'act.done', id)).toEqual(twice(told));
    expect(await toldBefore(onlookers, bystander.reply(topicId))).toEqual(twice(['posts.restored']));
  });

  test('a ban with all posts tells of them in the group, once each', async () => {
    const onlookers = await listen(bystander, inside());
    await onMember('ban', { removePosts: true });
    for (const ear of onlookers) {
      const { data } = await ear.next('posts.removed');
      expect(data.removals.map(({ postId }) => postId).sort()).toEqual(postIds().sort());
      expect(data.removed.reason).toBe('Spam');
    }
  });
});

type Ending = {
  name: string;
  before?: (person: Person) => Promise<unknown>;
  end: (person: Person) => Promise<unknown>;
};

const ending =
  (kind: string, more: object = {}, by = () => leader) =>
  ({ username }: Person) =>
    act({ kind, username, ...more }, by());
const byStaff = () => staff;

const ENDINGS: Ending[] = [
  { name: 'removed', end: ending('remove-member') },
  { name: 'banned', end: ending('ban') },
  { name: 'banned with all posts', end: ending('ban', { removePosts: true }) },
  { name: 'removed, having been a leader', before: promote, end: ending('remove-member', {}, byStaff) },
  { name: 'banned, having been a leader', before: promote, end: ending('ban', {}, byStaff) },
];

/** All that a socket of someone is sent, by whatever name; kept from then on. */
function tap({ socket }: Ear): { name: string; payload: unknown }[] {
  const heard: { name: string; payload: unknown }[] = [];
  (socket as { onAny(hear: (name: string, payload: unknown) => void): void }).onAny((name, payload) =>
    heard.push({ name, payload }),
  );
  return heard;
}

/** How long removals may take at most to be met by all nodes. */
const WITHIN_MS = 1_000;

/** Posts on both nodes in turn until so much time has passed that everyone has heard of what was before. @returns the first and the last. */
async function postFor(ms: number): Promise<[first: Post, last: Post]> {
  const first = await bystander.reply(topicId);
  for (let turn = 0; ; turn += 1) {
    const last = await bystander.at(cluster.nodes[turn % 2]!.url).reply(topicId);
    if (Date.parse(last.createdAt) >= Date.parse(first.createdAt) + ms) return [first, last];
  }
}

describe.each(['with Redis', 'without Redis'])('%s', (redis) => {
  beforeAll(async () => {
    if (redis === 'without Redis') await cluster.redis!.kill('SIGKILL');
  });

  test('one who is removed or banned, a leader too, hears nothing more of the group, of no kind', async () => {
    const gone = await Promise.all(ENDINGS.map(comeAndListen));
    const onlookers = await Promise.all(NODES.map((node) => look(bystander, group, topicId, cluster.nodes[node]!.url)));
    open.push(...onlookers);

    for (const { end, person } of gone) await end(person);
    // While others go on: what comes after the acts is heard by them, and never by those concerned.
    const [first, last] = await postFor(WITHIN_MS);
    for (const ear of onlookers) await ear.next('post.created', ({ data }) => data.post.id === last.id);
    const isFirst = (event: LoggedEvent) => event.type === 'post.created' && event.data.post.id === first.id;
    const after = onlookers[0]!.events(inside()).find(isFirst)!.seq;
    const taps = gone.map(({ sockets }) => sockets.map(tap));
    await goOn(onlookers, gone);
    for (const [index, { name, person, sockets, streams }] of gone.entries()) {
      for (const [node, ear] of sockets.entries()) {
        await ear.settled();
        const late = ear.events(inside()).filter(({ seq }) => seq >= after);
        expect({ name, node, late, heard: taps[index]![node] }).toEqual({ name, node, late: [], heard: [] });
        for (const stream of streams) expect(await ear.watch({ [stream]: 0 })).toEqual({ [stream]: { denied: true } });
      }
      const { items } = ok(await person.get('/me/notifications')).body;
      expect(items.filter(({ topicId: about }: { topicId: string | null }) => about === topicId)).toEqual([]);
    }
  });
});

type Gone = Ending & { person: Person; sockets: Ear[]; streams: string[] };

/** A member who is subscribed to the topic, has posted in it, and looks at it on both nodes. */
async function comeAndListen({ before, ...ending }: Ending): Promise<Gone> {
  const [person] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1)) as [Person];
  await person.join(group);
  await before?.(person);
  await person.reply(topicId);
  ok(await person.put(`/subscriptions/topic/${topicId}`, { level: 'on' }));
  const sockets = await Promise.all(NODES.map((node) => look(person, group, topicId, cluster.nodes[node]!.url)));
  open.push(...sockets);
  const streams = before ? [inside(), leading()] : [inside()];
  for (const ear of sockets)
    await ear.watch(Object.fromEntries([...streams, person.ownStream].map((stream) => [stream, null])));
  return { ...ending, person, sockets, streams };
}

/** Someone comes, writes and names those who are gone; a leader acts: on each node those who look on are told of it. */
async function goOn(onlookers: Ear[], gone: Gone[]): Promise<void> {
  const [late] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1)) as [Person];
  await late.join(group);
  const comes = await Promise.all(NODES.map((node) => look(late, group, topicId, cluster.nodes[node]!.url)));
  open.push(...comes);
  for (const [node, ear] of onlookers.entries()) {
    await type(comes[node]!, topicId);
    await told(ear, 'typing', [late]);
    await told(ear, 'presence', [bystander, late]);
  }
  const names = gone.map(({ person }) => `@${person.username}`).join(', ');
  const named = await late.reply(topicId, `Are ${names} still here? Asks ${late.username}`);
  const { id } = (await late.startTopic(group, 'Another', `And here, ${names}?`)).post;
  await act({ kind: 'remove-posts', postIds: [named.id, id] });
  for (const ear of onlookers) await ear.next('posts.removed', ({ data }) => data.removals[0]!.postId === named.id);
}
