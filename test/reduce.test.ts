import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { ActsDone } from '../shared/acts.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { reduceGroup, reduceGroupCard } from '../shared/reduce/group.ts';
import { reduceMe } from '../shared/reduce/me.ts';
import { reduceMembers } from '../shared/reduce/members.ts';
import { reducePosts } from '../shared/reduce/posts.ts';
import { reduceTopicPage, reduceTopics } from '../shared/reduce/topics.ts';
import type { Head } from '../shared/values.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';
import { viewTopic } from './support/view-topic.ts';

// What is on a screen after an event must be what a reload would show. For every action and for each who looks on:
// the snapshot before it, reduced by the events it made, equals the snapshot fetched after it.

type View = { head: Head };
type Scene = Awaited<ReturnType<typeof setScene>>;

const SECRET = 'a secret for those who are made in the store';

let guildhall: Guildhall;
/** Of someone in no group: hears what anyone may. */
let observing: Ear;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick', jwtSecret: SECRET });
  const [observer] = (await Person.makeMany(guildhall.url, SECRET, 1)) as [Person];
  observing = await observer.listen();
});
afterAll(async () => {
  observing?.close();
  await guildhall?.close();
});

/** A group with a topic of two posts, one of them with kudos, and people in all roles. */
async function setScene() {
  const { url } = guildhall;
  const [leader] = (await Person.makeMany(url, SECRET, 1, 'staff')) as [Person];
  const [author, reader, outsider] = (await Person.makeMany(url, SECRET, 3)) as [Person, Person, Person];
  const group = await leader.makeGroup({ guidelines: 'Be kind.' });
  for (const member of [author, reader]) await member.join(group);
  const forum = ok(await leader.post(`/groups/${group.slug}/forums`, { slug: 'second', name: 'Second' })).body;
  await author.startTopic(group, 'An older topic');
  const { topic, post } = await author.startTopic(group);
  const second = await reader.reply(topic.id);
  ok(await leader.put(`/posts/${second.id}/kudos`));
  return { leader, author, reader, outsider, group, forum, topic, post, second };
}

const actions: Record<string, (scene: Scene) => Promise<unknown>> = {
  'joining a group': ({ outsider, group }) => outsider.join(group),
  'leaving a group': async ({ reader, group }) => ok(await reader.delete(`/groups/${group.slug}/membership`)),
  'removing a member': async ({ leader, reader, group }) =>
    ok(await leader.delete(`/groups/${group.slug}/members/${reader.username}`, { reason: 'Spam' })),
  'making a member a leader': async ({ leader, reader, group }) =>
    ok(await leader.patch(`/groups/${group.slug}/members/${reader.username}`, { role: 'leader' })),
  'changing a group': async ({ leader, group }) =>
    ok(await leader.patch(`/groups/${group.slug}`, { name: 'Renamed', guidelines: 'Be kinder.' })),
  'making a forum': async ({ leader, group }) =>
    ok(await leader.post(`/groups/${group.slug}/forums`, { slug: 'third', name: 'Third' })),
  'changing one’s name': async ({ author }) => ok(await author.patch('/me', { displayName: 'Another name' })),
  'giving a role on the site': async ({ leader, author }) =>
    ok(await leader.patch(`/accounts/${author.username}`, { role: 'moderator' })),
  'starting a topic': ({ reader, group }) => reader.startTopic(group, 'A third topic'),
  'starting a topic in another forum': async ({ author, group }) => {
    const body = { clientId: randomUUID(), title: 'Elsewhere', body: 'A first post', forum: 'second' };
    return ok(await author.post(`/groups/${group.slug}/topics`, body));
  },
  replying: ({ author, topic }) => author.reply(topic.id),
  'replying to a topic further down': async ({ reader, group }) => {
    const older = (await reader.get(`/groups/${group.slug}/topics`)).body.items[1];
    return reader.reply(older.id);
  },
  'editing a post': async ({ author, post }) => ok(await author.patch(`/posts/${post.id}`, { body: 'Edited' })),
  'removing one’s own post': async ({ reader, second }) => ok(await reader.delete(`/posts/${second.id}`)),
  'removing another’s post': async ({ leader, second }) =>
    ok(await leader.delete(`/posts/${second.id}`, { reason: 'Rude' })),
  'removing posts of several authors': ({ leader, group, post, second }) =>
    acted(leader, group, { kind: 'remove-posts', postIds: [post.id, second.id] }),
  'restoring posts': async ({ leader, group, post, second }) => {
    const postIds = [post.id, second.id];
    await acted(leader, group, { kind: 'remove-posts', postIds });
    await acted(leader, group, { kind: 'restore-posts', postIds });
  },
  'removing posts and taking it back': async ({ leader, group, post, second }) =>
    undone(leader, await acted(leader, group, { kind: 'remove-posts', postIds: [post.id, second.id] })),
  'restoring posts and taking it back': async ({ leader, group, post, second }) => {
    const postIds = [post.id, second.id];
    await acted(leader, group, { kind: 'remove-posts', postIds });
    await undone(leader, await acted(leader, group, { kind: 'restore-posts', postIds }));
  },
  'removing a member and taking it back': async ({ leader, author, group }) =>
    undone(leader, await acted(leader, group, { kind: 'remove-member', username: author.username })),
  'removing a leader and taking it back': async ({ leader, author, group }) => {
    ok(await leader.patch(`/groups/${group.slug}/members/${author.username}`, { role: 'leader' }));
    await undone(leader, await acted(leader, group, { kind: 'remove-member', username: author.username }));
  },
  'banning and taking it back': async ({ leader, author, group }) =>
    undone(leader, await acted(leader, group, { kind: 'ban', username: author.username })),
  'muting and taking it back': async ({ leader, author, group }) => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await undone(leader, await acted(leader, group, { kind: 'mute', username: author.username, until }));
  },
  'banning with all posts': async ({ leader, author, group }) => {
    const ear = await leader.listen();
    await ear.watch({ [`group:${group.id}`]: null });
    await acted(leader, group, { kind: 'ban', username: author.username, removePosts: true });
    await ear.next('posts.removed');
    ear.close();
  },
  'giving kudos': async ({ author, second }) => ok(await author.put(`/posts/${second.id}/kudos`)),
  'withdrawing kudos': async ({ leader, second }) => ok(await leader.delete(`/posts/${second.id}/kudos`)),
  reading: async ({ reader, topic }) => ok(await reader.put(`/topics/${topic.id}/read`, { number: 2 })),
  'viewing a topic': ({ reader, topic }) => viewTopic(reader, topic.id),
  'rising in rank': async ({ author, leader, group, topic }) => {
    const ear = await author.listen();
    await ear.watch({ [author.ownStream]: null });
    for (const title of ['One', 'Two', 'Three']) {
      const other = await leader.startTopic(group, title);
      await viewTopic(author, other.topic.id);
    }
    await author.reply(topic.id);
    await ear.next('rank.up', ({ data }) => data.to === 'active-member');
    ear.close();
  },
};

const acted = async (who: Person, { slug }: { slug: string }, input: object): Promise<ActsDone> =>
  ok(await who.post(`/groups/${slug}/acts`, { reason: 'R', ...input })).body;

const undone = async (who: Person, { acts }: ActsDone) => ok(await who.post(`/acts/${acts[0]!.id}/undo`));

type Page = [path: string, reduce: (view: View, event: LoggedEvent, viewer: string) => View];

/** All that a client may show of the scene. */
function pagesOf({ group, topic, forum }: Scene): Page[] {
  const { slug } = group;
  return [
    ['/me', reduceMe],
    [`/groups/${slug}`, reduceGroup],
    ['/groups?limit=100', reduceCards],
    [`/groups/${slug}/members`, reduceMembers],
    [`/groups/${slug}/topics`, reduceTopics()],
    [`/groups/${slug}/topics?forum=second`, reduceTopics(forum.id)],
    [`/topics/${topic.id}`, reduceTopicPage],
    [`/topics/${topic.id}/posts`, reducePosts],
  ] as unknown as Page[];
}

/** A list of cards has no head of its own: each card has its group's. */
const reduceCards = (list: { items: Parameters<typeof reduceGroupCard>[0][] }, event: LoggedEvent, viewer: string) => ({
  ...list,
  items: list.items.map((card) => reduceGroupCard(card, event, viewer)),
});

describe.each(Object.entries(actions))('%s', (_name, act) => {
  test('shows on every screen what a reload would show', async () => {
    const scene = await setScene();
    const lookers = [scene.leader, scene.author, scene.reader, scene.outsider];
    const pages = pagesOf(scene);
    const before = await Promise.all(lookers.map((looker) => snapshots(looker, pages)));
    await act(scene);
    const after = await Promise.all(lookers.map((looker) => snapshots(looker, pages)));
    for (const [index, looker] of lookers.entries()) {
      const events = await eventsSince(looker, scene, before[index]!);
      pages.forEach(([path, reduce], page) => {
        const reduced = events.reduce((view, event) => reduce(view, event, looker.id), before[index]![page]!);
        expect({ path, view: reduced }).toEqual({ path, view: after[index]![page] });
      });
    }
  });
});

async function snapshots(looker: Person, pages: Page[]): Promise<View[]> {
  const answers = [];
  for (const [path] of pages) answers.push(ok(await looker.get(path)).body);
  return answers;
}

/** What a looker's client would have heard: its own stream and the group's. A removed one hears only the first. */
async function eventsSince(looker: Person, { group }: Scene, [me, page]: View[]): Promise<LoggedEvent[]> {
  const own = await looker.listen();
  const first = (await own.watch({ [looker.ownStream]: me!.head.seq }))[looker.ownStream]!;
  const stream = `group:${group.id}`;
  const second = (await observing.watch({ [stream]: page!.head.seq }))[stream]!;
  own.close();
  if (!('events' in first && 'events' in second)) throw new Error('not all events were told');
  // As the client does: what one has read is told after what there is to read.
  return [...second.events, ...first.events];
}
