import { describe, expect, test } from '@jest/globals';
import { groupNotices } from '../../client/notices/grouping.ts';
import { isTold } from '../../client/notices/news.ts';
import { isInSight } from '../../client/notices/on-screen.ts';
import { addressOf, whyOf } from '../../client/notices/wording.ts';
import type { Notice } from '../../shared/notices.ts';
import type { Subscription } from '../../shared/subscriptions.ts';

const ID = '0123456789abcdef01234567';
const group = { id: ID, slug: 'tea', name: 'Tea', category: 'Interest' } as const;

const notice = (changes: Partial<Notice> = {}): Notice => ({
  id: `group:${ID}/1`,
  at: '2026-03-02T10:00:00.000Z',
  kind: 'reply',
  reason: 'topic',
  stop: null,
  actor: { id: ID, username: 'ana', displayName: 'Ana', rank: 'forum-explorer' } as Notice['actor'],
  groupId: ID,
  group,
  topicId: 'one',
  number: 4,
  title: 'Which tea?',
  about: null,
  read: false,
  ...changes,
});

describe('the reason of a notice', () => {
  const subscription = { id: `forum:${ID}`, name: 'Tea sets' } as Subscription;

  test('names what one is subscribed to, as far as that is known', () => {
    expect(whyOf(notice({ reason: 'group' }))).toBe('Because you are subscribed to Tea');
    expect(whyOf(notice({ reason: 'topic' }))).toBe('Because you are subscribed to “Which tea?”');
    expect(whyOf(notice({ reason: 'leader' }))).toBe('Because you lead Tea');
    const inForum = notice({ reason: 'forum', stop: subscription.id });
    expect(whyOf(inForum, [subscription])).toBe('Because you are subscribed to the forum Tea sets');
    expect(whyOf(inForum)).toBe('Because you are subscribed to the forum');
  });
});

const day = (time: string) => time.slice(0, 10);

describe('notices of the inbox', () => {
  const at = (time: string, id: string, topicId: string | null) => notice({ id, at: time, topicId });

  test('of one topic stand together within a day, in the order of the latest', () => {
    const groups = groupNotices(
      [
        at('2026-03-02T12:00:00.000Z', 'd', 'one'),
        at('2026-03-02T11:00:00.000Z', 'c', 'two'),
        at('2026-03-02T10:00:00.000Z', 'b', 'one'),
        at('2026-03-01T10:00:00.000Z', 'a', 'one'),
      ],
      day,
    );
    expect(groups.map(({ notices }) => notices.map(({ id }) => id))).toEqual([['d', 'b'], ['c'], ['a']]);
    expect(groups.map(({ first }) => first)).toEqual([true, false, true]);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(3);
  });

  test('about no topic stand alone', () => {
    const groups = groupNotices(
      [at('2026-03-02T12:00:00.000Z', 'b', null), at('2026-03-02T11:00:00.000Z', 'a', null)],
      day,
    );
    expect(groups).toHaveLength(2);
  });

  test('lead to the very post, and to where something is to be decided', () => {
    expect(addressOf(notice())).toBe('/t/one/4');
    expect(addressOf(notice({ kind: 'join-request', topicId: null, number: null }))).toBe('/g/tea/manage');
    expect(addressOf(notice({ kind: 'invitation', topicId: null, number: null }))).toBe('/messages/to/ana');
    expect(addressOf(notice({ kind: 'rank-up', topicId: null, number: null, group: null }))).toBe('/me/rank');
  });
});

describe('of ranks', () => {
  test('a rise and what staff give are told as they come; the rest waits in the inbox', () => {
    const kinds = ['rank-up', 'rank-assigned', 'rank-ended', 'rank-locked', 'rank-grace', 'rank-down'] as const;
    const told = kinds.filter((kind) => isTold(notice({ kind, topicId: null, group: null })));
    expect(told).toEqual(['rank-up', 'rank-assigned']);
  });
});

describe('what is being looked at', () => {
  const look = (path: string, hidden = false) => ({ path, hidden });

  test('needs no pointing at: a reply in the topic, a topic in the list, a request on its page', () => {
    expect(isInSight(notice(), look('/t/one/4'))).toBe(true);
    expect(isInSight(notice(), look('/t/one'))).toBe(true);
    expect(isInSight(notice({ kind: 'topic' }), look('/g/tea'))).toBe(true);
    expect(isInSight(notice({ kind: 'join-request', topicId: null }), look('/g/tea/manage'))).toBe(true);
  });

  test('is nothing while the window is hidden', () => {
    expect(isInSight(notice(), look('/t/one', true))).toBe(false);
  });

  test('is not what happens elsewhere', () => {
    expect(isInSight(notice(), look('/t/two'))).toBe(false);
    expect(isInSight(notice(), look('/g/tea'))).toBe(false);
    expect(isInSight(notice({ kind: 'topic' }), look('/g/tea/members'))).toBe(false);
    expect(isInSight(notice({ kind: 'rank-up', topicId: null, group: null }), look('/me/rank'))).toBe(false);
  });
});
