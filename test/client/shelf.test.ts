import { describe, expect, test } from '@jest/globals';
import type { News } from '../../client/notices/news.ts';
import { putOn, SHELF_SIZE, type Shelf, takeOff, withoutRead } from '../../client/notices/shelf.ts';

const news = (id: string, key = id): News => ({
  id,
  key,
  text: id,
  detail: '',
  many: (count) => `${count}`,
  address: '/',
  notice: true,
  stop: null,
  groupId: null,
});

const put = (...all: News[]): Shelf => all.reduce<Shelf>((shelf, one) => putOn(shelf, one), []);
const keys = (shelf: Shelf) => shelf.map(({ key }) => key);

describe('what is told at one time', () => {
  test('is three things at most: the oldest makes room', () => {
    const shelf = put(news('a'), news('b'), news('c'), news('d'));
    expect(keys(shelf)).toEqual(['b', 'c', 'd']);
    expect(shelf).toHaveLength(SHELF_SIZE);
  });

  test('is put together by what it is about, where that stands already', () => {
    const shelf = put(news('a', 'tea'), news('b', 'soup'), news('c', 'tea'));
    expect(keys(shelf)).toEqual(['tea', 'soup']);
    expect(shelf[0]!.news.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('is told once, however often it is heard', () => {
    const once = put(news('a', 'tea'));
    expect(putOn(once, news('a', 'tea'))).toBe(once);
  });

  test('is not taken from under the hand of someone who points at it', () => {
    const shelf = put(news('a'), news('b'), news('c'));
    expect(keys(putOn(shelf, news('d'), (key) => key === 'a'))).toEqual(['a', 'c', 'd']);
  });

  test('makes room even where all of it is held', () => {
    const shelf = put(news('a'), news('b'), news('c'));
    expect(keys(putOn(shelf, news('d'), () => true))).toEqual(['b', 'c', 'd']);
  });

  test('goes when it is closed, and when all of it was read, here or elsewhere', () => {
    const shelf = put(news('a', 'tea'), news('b', 'tea'), news('c'));
    expect(keys(takeOff(shelf, 'c'))).toEqual(['tea']);
    expect(withoutRead(shelf, (id) => id === 'a')).toBe(shelf);
    expect(keys(withoutRead(shelf, (id) => id !== 'c'))).toEqual(['c']);
  });
});
