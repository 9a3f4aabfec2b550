import { describe, expect, test } from '@jest/globals';
import { isCutShort, pageOf, pagesBetween, postPageKey, postsView } from '../../client/topics/post-pages.ts';
import type { Post, Posts } from '../../shared/topics.ts';
import { STREAM } from './events.ts';

describe('pages of posts', () => {
  test('begin at 1, 51, 101 …', () => {
    expect([1, 50, 51, 100, 101].map(pageOf)).toEqual([1, 1, 51, 51, 101]);
    expect(pagesBetween(49, 102)).toEqual([1, 51, 101]);
    expect(pagesBetween(60, 70)).toEqual([51]);
  });

  test('a page that has grown too long begins the next one', () => {
    const items = Array.from({ length: 51 }, (_, index) => ({ number: index + 1 }) as Post);
    const run: Posts = { topicId: 't', items, next: null, head: { stream: STREAM, seq: 9 } };
    const { keep, rest } = postsView.split!(postPageKey('t', 1), run);
    expect(keep).toMatchObject({ next: 51, items: { length: 50 } });
    expect(rest).toMatchObject({ key: ['posts', 't', 51], data: { next: null, items: [{ number: 51 }] } });
  });

  test('a page that fits stays as it is', () => {
    const run: Posts = { topicId: 't', items: [], next: null, head: { stream: STREAM, seq: 9 } };
    expect(postsView.split!(postPageKey('t', 1), run)).toEqual({ keep: run, rest: null });
  });

  test('a page that is to be asked on from within is cut short; one that another follows is not', () => {
    const items = (count: number, from = 1) =>
      Array.from({ length: count }, (_, index) => ({ number: from + index }) as Post);
    expect(isCutShort({ items: items(50), next: 51 })).toBe(false);
    expect(isCutShort({ items: items(20), next: null })).toBe(false);
    expect(isCutShort({ items: items(20), next: 21 })).toBe(true);
    expect(isCutShort({ items: items(20, 51), next: 71 })).toBe(true);
    expect(isCutShort({ items: [], next: 51 })).toBe(true);
  });
});
