import { describe, expect, test } from '@jest/globals';
import { keyOf } from '../../client/ranks/staff/key-of.ts';
import { changesBetween } from '../../client/ranks/staff/ladder-changes.ts';
import {
  addAbove,
  type Draft,
  draftOf,
  faultsOf,
  putBack,
  remove,
  retitle,
  rungsOf,
  setThreshold,
} from '../../client/ranks/staff/ladder-draft.ts';
import { takeOver } from '../../client/ranks/staff/take-over.ts';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';

const BASE = DEFAULT_LADDER.rungs;
const fresh = () => draftOf(1, BASE);
const keys = (draft: Draft) => draft.rungs.map(({ key }) => key);
const postsOf = (draft: Draft, key: string) => draft.rungs.find((rung) => rung.key === key)?.thresholds.posts;

describe('a draft of the ladder', () => {
  test('that nothing was typed into is the ladder itself, and right', () => {
    expect(rungsOf(fresh())).toEqual(BASE);
    expect(faultsOf(fresh())).toEqual({});
    expect(changesBetween(BASE, rungsOf(fresh()))).toEqual([]);
  });

  test('tells at the field that a rung asks for less than the one below it', () => {
    const draft = setThreshold(fresh(), 'ace-contributor', 'posts', 19);
    expect(faultsOf(draft)).toEqual({ '4.thresholds.posts': 'must be at least 20, as for Power member' });
  });

  test('tells at the field that the first rung must ask for nothing', () => {
    const draft = setThreshold(fresh(), 'forum-explorer', 'posts', 1);
    expect(faultsOf(draft)['0.thresholds.posts']).toBe('must be 0: everyone starts here');
  });

  test('takes an empty field for nothing asked', () => {
    const draft = setThreshold(fresh(), 'frequent-visitor', 'topicsViewed', '');
    expect(faultsOf(draft)).toEqual({});
    expect(changesBetween(BASE, rungsOf(draft))).toMatchObject([
      { kind: 'threshold', metric: 'topicsViewed', from: 10, rung: { thresholds: { topicsViewed: 0 } } },
    ]);
  });

  test('keeps the key of a rung whatever it is called, and tells a title that is there already', () => {
    const draft = retitle(fresh(), 'power-member', 'Active Member');
    expect(keys(draft)).toEqual(BASE.map(({ key }) => key));
    expect(faultsOf(draft)).toEqual({ '3.title': 'is there already' });
  });

  test('takes a new rung between two, with a key made from its title', () => {
    const added = addAbove(fresh(), 'active-member');
    expect(Object.keys(faultsOf(added))).toEqual(['3.title']);
    const named = retitle(added, added.rungs[3]!.id, 'Regular voice');
    expect(keys(named).slice(2, 5)).toEqual(['active-member', 'regular-voice', 'power-member']);
    expect(faultsOf(named)).toEqual({});
    expect(changesBetween(BASE, rungsOf(named))).toMatchObject([{ kind: 'added', rung: { key: 'regular-voice' } }]);
  });

  test('takes two new rungs before either has a title', () => {
    const draft = addAbove(addAbove(fresh(), 'active-member'), 'active-member');
    expect(new Set(draft.rungs.map(({ id }) => id)).size).toBe(10);
    expect(new Set(keys(draft)).size).toBe(10);
  });

  test('gives back a rung that was removed, where it stood', () => {
    const without = remove(remove(fresh(), 'active-member'), 'power-member');
    expect(changesBetween(BASE, rungsOf(without)).map(({ kind }) => kind)).toEqual(['removed', 'removed']);
    const back = putBack(putBack(without, BASE, 'power-member'), BASE, 'active-member');
    expect(rungsOf(back)).toEqual(BASE);
  });
});

describe('a draft that is taken over to a newer ladder', () => {
  const edited = setThreshold(fresh(), 'power-member', 'posts', 25);

  test('keeps what was typed and takes everything else from the newer one', () => {
    const latest = rungsOf(retitle(setThreshold(fresh(), 'vip', 'posts', 3_000), 'power-member', 'Powerful'));
    const taken = takeOver(edited, BASE, 2, latest);
    expect(taken.basedOn).toBe(2);
    expect(changesBetween(latest, rungsOf(taken))).toMatchObject([
      { kind: 'threshold', rung: { key: 'power-member', title: 'Powerful' }, metric: 'posts', from: 20 },
    ]);
    expect(postsOf(taken, 'vip')).toBe(3_000);
  });

  test('keeps what was typed where both changed the same number', () => {
    const latest = rungsOf(setThreshold(fresh(), 'power-member', 'posts', 40));
    expect(postsOf(takeOver(edited, BASE, 2, latest), 'power-member')).toBe(25);
  });

  test('has the rungs that either added, and not those that either removed', () => {
    const mine = remove(addAbove(fresh(), 'active-member'), 'vip');
    const named = retitle(mine, mine.rungs[3]!.id, 'Regular voice');
    const other = addAbove(remove(fresh(), 'frequent-visitor'), 'community-guru');
    const latest = rungsOf(retitle(other, other.rungs[6]!.id, 'Sage'));
    expect(keys(takeOver(named, BASE, 2, latest))).toEqual([
      'forum-explorer',
      'active-member',
      'regular-voice',
      'power-member',
      'ace-contributor',
      'community-leader',
      'community-guru',
      'sage',
    ]);
  });

  test('keeps a rung that was changed here and removed there', () => {
    const latest = rungsOf(remove(fresh(), 'power-member'));
    expect(postsOf(takeOver(edited, BASE, 2, latest), 'power-member')).toBe(25);
  });
});

describe('the key of a rank', () => {
  test.each([
    ['Regular voice', 'regular-voice'],
    ['Élan!', 'elan'],
    ['10 years here', 'rank-10-years-here'],
    ['日本', 'rank'],
    ['X', 'rank-x'],
    ['VIP', 'vip-2'],
  ])('of “%s” is %s', (title, key) => {
    expect(keyOf(title, ['vip'])).toBe(key);
  });

  test('is never that of another, nor longer than it may be', () => {
    const long = 'w'.repeat(60);
    expect(keyOf(long, [keyOf(long, []), `${keyOf(long, [])}-2`])).toMatch(/^w{36}-3$/);
  });
});
