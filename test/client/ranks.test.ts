import { describe, expect, test } from '@jest/globals';
import { missedRank, rungOf } from '../../client/ranks/kept.ts';
import { labelOf } from '../../client/ranks/label.ts';
import { rankHistoryStrings } from '../../client/strings/rank-history.ts';
import { leastOf, lostOf } from '../../shared/ladder.ts';
import { QUICK_LADDER } from '../../shared/ladders.ts';
import type { HistoryEntry, Ranks } from '../../shared/ranks.ts';

const RANKS: Ranks = {
  ladder: { version: 1, ...QUICK_LADDER },
  assigned: [{ key: 'community-manager', title: 'Community Manager', description: 'Looks after the community.' }],
};

describe('the label of a rank', () => {
  test('says of a rank of the ladder how far up it is', () => {
    expect(labelOf(RANKS, 'power-member')).toEqual({ title: 'Power member', kind: 'rung', level: 3, of: 8 });
  });

  test('of a given rank has no place on the ladder', () => {
    expect(labelOf(RANKS, 'community-manager')).toEqual({ title: 'Community Manager', kind: 'given' });
  });

  test('is readable also where the rank is not known, or not yet', () => {
    const label = { title: 'Bench repairer', kind: 'unknown' };
    expect([RANKS, undefined].map((ranks) => labelOf(ranks, 'bench-repairer'))).toEqual([label, label]);
  });
});

describe('what a rank asks its members to keep', () => {
  const rung = rungOf(RANKS, 1, 'ace-contributor')!;

  test('is the least with which it is not lost', () => {
    const metrics = (posts: number) => ({ ...rung.thresholds, posts });
    const least = leastOf(rung, 'posts');
    expect([least - 1, least].map((posts) => lostOf(rung, metrics(posts)))).toEqual([['posts'], []]);
  });

  test('is not known of an earlier version of the ladder', () => {
    expect(rungOf(RANKS, 0, 'ace-contributor')).toBeUndefined();
  });
});

describe('a line of the history', () => {
  const entry = { kind: 'down', rank: 'power-member', from: 'ace-contributor' } as HistoryEntry;

  test('of a fall names the rank that something was missing for, and the one that is left', () => {
    expect(missedRank(entry)).toBe('ace-contributor');
    expect(missedRank({ ...entry, kind: 'grace', rank: 'ace-contributor', from: null })).toBe('ace-contributor');
    const line = rankHistoryStrings.line('down', { rank: 'Power member', from: 'Ace Contributor' }, 'activity');
    expect(line).toBe('Became a Power member: what an Ace Contributor has to keep was not there in time');
  });

  test('says what brought it about', () => {
    const titles = { rank: 'Guest', from: 'Guest' };
    const says = (kind: HistoryEntry['kind'], cause: HistoryEntry['cause']) =>
      rankHistoryStrings.line(kind, titles, cause);
    expect(says('assignment-ended', 'staff')).toBe('Staff took back the rank Guest');
    expect(says('assignment-ended', 'time')).toBe('The time as Guest was over');
    expect(says('up', 'ladder')).toBe('Became a Guest: a new ladder asks for less');
  });
});
