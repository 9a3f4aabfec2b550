import { beforeEach, expect, test } from '@jest/globals';
import { type LatestPost, latestPosts } from '../../client/console/latest-posts.ts';
import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import type { Post, PostRemoval, Topic } from '../../shared/topics.ts';
import { AT, STREAM } from './events.ts';

const GROUP = STREAM.slice('group:'.length);
const MIA = {
  id: 'a'.repeat(24),
  username: 'mia',
  displayName: 'Mia',
  role: 'member',
  rank: 'r',
  memberSince: AT,
} as const;
const ACTOR = { id: MIA.id, username: 'mia', displayName: 'Mia', rank: 'r' };
const NOTE = { id: 'f'.repeat(24), at: AT, by: { username: 'lea', displayName: 'Lea' }, reason: 'So it is.' };
const REMOVAL: PostRemoval = { at: AT, by: 'leader', reason: 'Spam.' };

let seq = 0;
beforeEach(() => {
  seq = 0;
});

const idOf = (n: number) => n.toString(16).padStart(24, '0');
const topic = (n: number, changes: Partial<Topic> = {}): Topic => ({
  id: idOf(1_000 + n),
  groupId: GROUP,
  forumId: idOf(1),
  title: `Topic ${n}`,
  author: MIA,
  createdAt: AT,
  postCount: 2,
  lastPost: { number: 2, at: AT, author: ACTOR },
  read: null,
  pinnedAt: null,
  locked: null,
  removed: null,
  mergedInto: null,
  ...changes,
});

const post = (n: number, of: Topic, number: number): Post => ({
  id: idOf(n),
  topicId: of.id,
  number,
  clientId: idOf(n),
  author: MIA,
  body: `Post ${n}`,
  replyTo: null,
  createdAt: AT,
  editedAt: null,
  removed: null,
  movedTo: null,
  kudos: { count: 0, mine: false },
});

function event<Type extends LoggedEvent['type']>(type: Type, data: EventOf<Type>['data']): LoggedEvent {
  seq += 1;
  return { stream: STREAM, seq, type, at: AT, actor: ACTOR, data } as unknown as LoggedEvent;
}

const replied = (n: number, of: Topic, number: number) =>
  event('post.created', {
    topicId: of.id,
    post: post(n, of, number),
    postCount: number,
    topic: of,
    repliesTo: null,
    mentions: [],
  });

const bodies = (shown: LatestPost[]) => shown.map(({ post: { body } }) => body);

test('the newest stand first, and no more of them than asked for', () => {
  const begun = event('topic.created', { topic: topic(1), post: post(1, topic(1), 1), topicCount: 1, mentions: [] });
  const all = [begun, replied(2, topic(1), 2), replied(3, topic(1), 3)];
  expect(bodies(latestPosts(all, 10))).toEqual(['Post 3', 'Post 2', 'Post 1']);
  expect(bodies(latestPosts(all, 2))).toEqual(['Post 3', 'Post 2']);
});

test('edits, removals and restorations change the post where it stands', () => {
  const one = post(1, topic(1), 2);
  const all = [
    replied(1, topic(1), 2),
    replied(2, topic(1), 3),
    event('post.edited', { topicId: one.topicId, postId: one.id, number: 2, body: 'Better', editedAt: AT }),
    event('posts.removed', { removals: [{ topicId: one.topicId, postId: one.id, number: 2 }], removed: REMOVAL }),
  ];
  expect(latestPosts(all, 10)[1]!.post).toMatchObject({ body: 'Better', removed: REMOVAL });
  const back = event('posts.restored', { posts: [{ ...one, body: 'Better' }] });
  expect(latestPosts([...all, back], 10)[1]!.post).toMatchObject({ body: 'Better', removed: null });
});

test('a topic is shown as it is now by all its posts, and those of one that left are gone', () => {
  const forum = { id: idOf(1), slug: 'f', name: 'F', description: '' } as never;
  const locked = topic(1, { locked: NOTE });
  const all = [
    replied(1, topic(1), 2),
    replied(2, topic(2), 2),
    event('topic.changed', { topic: locked, forum, topicCount: 2, act: NOTE }),
    event('topic.left', { topicId: topic(2).id, to: null, topicCount: 1, act: NOTE }),
  ];
  const shown = latestPosts(all, 10);
  expect(bodies(shown)).toEqual(['Post 1']);
  expect(shown[0]!.topic.locked).toEqual(NOTE);
});

test('posts that moved are found where they are now, one by one or with the whole topic', () => {
  const [from, into] = [topic(1), topic(2)];
  const all = [replied(1, from, 2), replied(2, from, 3)];
  const moves = [{ postId: idOf(1), left: idOf(9), from: 2, to: 5 }];
  const split = latestPosts(
    [...all, event('posts.moved', { from, into, moves, anew: [], topicCount: 2, act: NOTE })],
    10,
  );
  expect(split.map(({ post, topic: { title } }) => [post.number, title])).toEqual([
    [3, 'Topic 1'],
    [5, 'Topic 2'],
  ]);
  const gone = topic(1, { mergedInto: { topicId: into.id, offset: 4 } });
  const merge = latestPosts(
    [...all, event('posts.moved', { from: gone, into, moves: [], anew: [], topicCount: 1, act: NOTE })],
    10,
  );
  expect(merge.map(({ post, topic: { title } }) => [post.number, title])).toEqual([
    [7, 'Topic 2'],
    [6, 'Topic 2'],
  ]);
});
