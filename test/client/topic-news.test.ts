import { expect, test } from '@jest/globals';
import { newsOf, topicIn } from '../../client/topics/news.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { ActNote, Topic } from '../../shared/topics.ts';
import { AT, event, STREAM } from './events.ts';

// What those who look at a topic are told of an act, by comparing the topic with what it was.

const GROUP = STREAM.slice('group:'.length);
const act: ActNote = { id: 'act', at: AT, by: { username: 'ana', displayName: 'Ana' }, reason: 'For order' };
const forum = { id: 'f2', slug: 'two', name: 'Second', description: '' };

const topic = (changes: Partial<Topic> = {}): Topic =>
  ({
    id: 't1',
    groupId: GROUP,
    forumId: 'f1',
    title: 'One',
    pinnedAt: null,
    locked: null,
    removed: null,
    mergedInto: null,
    ...changes,
  }) as Topic;

const happens = (type: LoggedEvent['type'], data: object): LoggedEvent =>
  ({ ...event(7), type, data }) as unknown as LoggedEvent;
const changed = (changes: Partial<Topic>) =>
  happens('topic.changed', { topic: topic(changes), forum, topicCount: 1, act });

test.each<[string, Partial<Topic>, Partial<Topic>]>([
  ['pin', {}, { pinnedAt: AT }],
  ['unpin', { pinnedAt: AT }, {}],
  ['lock', {}, { locked: act }],
  ['unlock', { locked: act }, {}],
  ['remove', {}, { removed: act }],
  ['restore', { removed: act }, {}],
])('%s is told with its reason and who did it', (kind, before, after) => {
  expect(newsOf(changed(after), topic(before))).toMatchObject({ kind, by: 'Ana', reason: 'For order' });
});

test('a move names the forum', () => {
  expect(newsOf(changed({ forumId: 'f2' }), topic())).toMatchObject({ kind: 'move', title: 'Second' });
});

test('what happens to another topic is no news, nor is a change of nothing', () => {
  expect(newsOf(changed({ id: 't2', locked: act }), topic())).toBeNull();
  expect(newsOf(changed({}), topic())).toBeNull();
});

const moved = (from: Partial<Topic>, moves: object[]) =>
  happens('posts.moved', { from: topic(from), into: topic({ id: 't2', title: 'Two' }), moves, anew: [], act });

test('posts that went lead to the first of them', () => {
  const split = moved({}, [
    { postId: 'p5', left: 'l5', from: 5, to: 12 },
    { postId: 'p3', left: 'l3', from: 3, to: 11 },
  ]);
  expect(newsOf(split, topic())).toMatchObject({ kind: 'posts-left', count: 2, link: { topicId: 't2', number: 11 } });
  expect(newsOf(split, topic({ id: 't2' }))).toMatchObject({ kind: 'posts-came', count: 2, title: 'One' });
});

test('a merged topic says into which, and the other from which; taken back, both say so', () => {
  const merge = moved({ mergedInto: { topicId: 't2', offset: 10 } }, []);
  expect(newsOf(merge, topic())).toMatchObject({ kind: 'merge', title: 'Two' });
  expect(newsOf(merge, topic({ id: 't2' }))).toMatchObject({ kind: 'all-came', title: 'One' });
  const back = moved({}, []);
  expect(newsOf(back, topic({ id: 't2' }))).toMatchObject({ kind: 'posts-back' });
  expect(newsOf(back, topic())).toMatchObject({ kind: 'posts-returned' });
});

test('removals count the posts of this topic; one’s own removal is nobody’s news', () => {
  const removals = ['t1', 't2', 't1'].map((topicId, number) => ({ topicId, postId: `p${number}`, number }));
  const gone = happens('posts.removed', { removals, removed: { at: AT, by: 'leader', reason: 'Spam' } });
  expect(newsOf(gone, topic())).toMatchObject({ kind: 'posts-removed', count: 2, reason: 'Spam' });
  expect(newsOf(gone, topic({ id: 't3' }))).toBeNull();
  const own = happens('post.removed', { topicId: 't1', removed: { at: AT, by: 'author', reason: '' } });
  expect(newsOf(own, topic())).toBeNull();
});

test('slow mode is news in its own group alone', () => {
  const slowed = happens('group.slowed', { slowSeconds: 30, act });
  expect(newsOf(slowed, topic())).toMatchObject({ kind: 'slowed', seconds: 30 });
  expect(newsOf(slowed, topic({ groupId: 'another' }))).toBeNull();
  expect(newsOf(happens('group.slowed', { slowSeconds: 0, act }), topic())).toMatchObject({ kind: 'unslowed' });
});

test('an event shows the topic it is about, on either side of a move of posts', () => {
  expect(topicIn(changed({ locked: act }), 't1')?.locked).toEqual(act);
  expect(topicIn(changed({ locked: act }), 't2')).toBeNull();
  expect(topicIn(moved({}, []), 't2')?.title).toBe('Two');
});
