import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { reduceGroup } from '../shared/reduce/group.ts';
import { reducePosts } from '../shared/reduce/posts.ts';
import type { Reducer } from '../shared/reduce/reducer.ts';
import { reduceTopicPage, reduceTopics } from '../shared/reduce/topics.ts';
import type { Topic } from '../shared/topics.ts';
import type { Head } from '../shared/values.ts';
import { type Acting, act, actingScene, forumOf, talk, undo } from './support/acting.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, type Person } from './support/person.ts';

// What is on a screen after an act on a topic, and after it was taken back, must be what a reload would show, for each who looks on.

type View = {
  head: Head;
  topic?: Topic;
  items?: { id: string; read?: number | null }[];
  next?: string | number | null;
};
type Subject = { topic: Topic; other: Topic; elsewhere: string };
type Case = { before?: object; act: (subject: Subject) => object; gone?: true };

let guildhall: Guildhall;
let scene: Acting;
const ears = new Map<Person, Ear>();
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  for (let index = 0; index < 4; index += 1) await talk(scene, 0);
  const { second, moderator, author, bystander } = scene;
  for (const looker of [second, moderator, author, bystander]) ears.set(looker, await looker.listen());
});
afterAll(async () => {
  for (const ear of ears.values()) ear.close();
  await guildhall?.close();
});

const CASES: Record<string, Case> = {
  pinning: { act: () => ({ kind: 'pin' }) },
  unpinning: { before: { kind: 'pin' }, act: () => ({ kind: 'unpin' }) },
  locking: { act: () => ({ kind: 'lock' }) },
  unlocking: { before: { kind: 'lock' }, act: () => ({ kind: 'unlock' }) },
  removing: { act: () => ({ kind: 'remove-topic' }), gone: true },
  restoring: { before: { kind: 'remove-topic' }, act: () => ({ kind: 'restore-topic' }), gone: true },
  'moving within the group': { act: ({ topic }) => ({ kind: 'move', from: topic.forumId, to: scene.forum.id }) },
  'moving to another group': {
    act: ({ topic, elsewhere }) => ({ kind: 'move', from: topic.forumId, to: elsewhere }),
    gone: true,
  },
  splitting: { act: () => ({ kind: 'split', numbers: [2, 4, 5], title: 'Aside' }) },
  merging: { act: ({ other }) => ({ kind: 'merge', into: other.id }), gone: true },
};

/** Where the acts may be seen, as it was fetched. */
type Page = { path: string; reduce: Reducer<View>; view: View };

describe.each(Object.entries(CASES))('%s', (name, { before, act: input, gone }) => {
  test('shows on every screen what a reload would show, and taken back as well', async () => {
    const subject = await setSubject();
    const topicId = subject.topic.id;
    if (before) await act(scene.leader, scene.group, { topicId, ...before });
    const { leader, second, moderator, author, bystander } = scene;
    // Who moderates sees the same, whether for the group or for the site: each in their turn.
    const moderating = Object.keys(CASES).indexOf(name) % 2 === 0 ? second : moderator;
    const lookers = [moderating, author, bystander];
    const first = await Promise.all(lookers.map((looker) => open(looker, subject, before && gone)));
    const done = await act(leader, scene.group, { topicId, ...input(subject) });
    await Promise.all(lookers.map((looker, index) => compare(looker, first[index]!, gone && !before ? [topicId] : [])));
    await undo(leader, done);
    await Promise.all(lookers.map((looker, index) => compare(looker, first[index]!, gone && before ? [topicId] : [])));
  });
});

/** Two topics with replies, of which the other was active first and has kudos; and one behind them. */
async function setSubject(): Promise<Subject> {
  const { author, bystander, leader, elsewhere } = scene;
  const { topic: other } = await talk(scene, 2);
  const { topic, posts } = await talk(scene, 4);
  ok(await bystander.put(`/topics/${topic.id}/read`, { number: 3 }));
  ok(await bystander.put(`/topics/${other.id}/read`, { number: 3 }));
  ok(await author.put(`/posts/${posts[1]!.id}/kudos`));
  return { topic, other, elsewhere: (await forumOf(leader, elsewhere)).id };
}

async function open(looker: Person, { topic, other }: Subject, isGone: boolean | undefined): Promise<Page[]> {
  const { group, forum, elsewhere } = scene;
  const pages: [string, unknown][] = [
    [`/groups/${group.slug}`, reduceGroup],
    [`/groups/${elsewhere.slug}`, reduceGroup],
    [`/groups/${group.slug}/topics?limit=1`, reduceTopics()],
    [`/groups/${group.slug}/topics?forum=second`, reduceTopics(forum.id)],
    [`/groups/${elsewhere.slug}/topics`, reduceTopics()],
    [`/topics/${topic.id}`, reduceTopicPage],
    [`/topics/${other.id}`, reduceTopicPage],
    ...(isGone ? [] : ([[`/topics/${topic.id}/posts?from=1`, reducePosts]] as [string, unknown][])),
    ...(isGone ? [] : ([[`/topics/${topic.id}/posts?from=3&limit=2`, reducePosts]] as [string, unknown][])),
    [`/topics/${other.id}/posts?from=1`, reducePosts],
  ];
  const opened: Page[] = [];
  for (const [path, reduce] of pages) {
    opened.push({ path, reduce: reduce as Reducer<View>, view: ok(await looker.get(path)).body });
  }
  return opened;
}

/** @param gone topics whose pages are not compared: nobody sees them as they were. */
async function compare(looker: Person, pages: Page[], gone: string[]): Promise<void> {
  const ear = ears.get(looker)!;
  const logs = new Map<string, LoggedEvent[]>();
  for (const { path, reduce, view } of pages) {
    const answer = await looker.get(path);
    if (answer.status >= 400 && gone.some((id) => path.startsWith(`/topics/${id}`))) continue;
    const since = `${view.head.stream} ${view.head.seq}`;
    // What has happened by now was done before the page was asked for.
    const events = logs.get(since) ?? (await eventsSince(ear, view));
    logs.set(since, events);
    const reduced = events.reduce((now, event) => reduce(now, event, looker.id), view);
    const after = await whole(looker, path, ok(answer).body);
    // What went to another group is asked for anew, there.
    if (after.head.stream !== view.head.stream) continue;
    const shown = await whole(looker, path, reduced);
    expect({ looker: looker.username, path, view: shown }).toEqual({
      looker: looker.username,
      path,
      view: alike(after, reduced),
    });
  }
}

/** The log of the page's own stream after it was fetched. */
async function eventsSince(ear: Ear, { head }: View): Promise<LoggedEvent[]> {
  const watched = (await ear.watch({ [head.stream]: head.seq }))[head.stream]!;
  if (!('events' in watched)) throw new Error(`not all events of ${head.stream} were told`);
  return watched.events;
}

/** A page asked on to the end: where a page ends is no matter. */
async function whole(looker: Person, path: string, view: View): Promise<View> {
  if (!view.items || view.next === null || view.next === undefined) return view;
  const [base, query] = path.split('?') as [string, string];
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  asked.set(base.endsWith('/posts') ? 'from' : 'cursor', String(view.next));
  const rest = ok(await looker.get(`${base}?${asked}`)).body;
  return { ...view, items: [...view.items, ...rest.items], next: rest.next };
}

/** How far a topic was read that has come to a list is not known there. */
function alike(after: View, reduced: View): View {
  const unknown = new Set(reduced.items?.filter(({ read }) => read === null).map(({ id }) => id));
  return after.items
    ? { ...after, items: after.items.map((item) => (unknown.has(item.id) ? { ...item, read: null } : item)) }
    : after;
}
