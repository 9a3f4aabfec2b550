import { describe, expect, test } from '@jest/globals';
import { labelOf } from '../../client/ranks/label.ts';
import { QUICK_LADDER } from '../../shared/ladders.ts';
import type { Ranks } from '../../shared/ranks.ts';

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
