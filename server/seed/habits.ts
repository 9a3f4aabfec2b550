import type { Assignment, Lock } from '../../shared/ranks.ts';

// What members of the demo do without a word, and what staff decide about their ranks.

/** On how many days up to today someone came by, and how many of the topics in their groups they have looked at, if not all. */
export const HABITS: Record<string, { days: number; topics?: number }> = {
  ana: { days: 14 },
  ben: { days: 9 },
  chen: { days: 8 },
  dana: { days: 6 },
  emeka: { days: 6 },
  farah: { days: 5 },
  goran: { days: 5 },
  hana: { days: 4 },
  ines: { days: 4 },
  jonas: { days: 3, topics: 2 },
  kiran: { days: 3, topics: 2 },
  mila: { days: 2, topics: 2 },
  lucia: { days: 1, topics: 1 },
};

type Given = Omit<Assignment, 'until'> & { to: string; days?: number };
type Held = Omit<Lock, 'until'> & { of: string; days: number };

/** The ranks that are given, and for how many days if not for good. */
export const GIVEN: Given[] = [
  { to: 'goran', rank: 'moderator', reason: 'Keeps mentoring friendly, and now the rest of us, too.' },
  {
    to: 'farah',
    rank: 'featured-content-expert',
    reason: 'For her series on subtitling, which we feature this season.',
  },
  { to: 'chen', rank: 'vip', reason: 'For two years of answers at any hour.' },
  { to: 'mila', rank: 'guest', reason: 'With us from a partner, for the review tool.', days: 30 },
];

export const HELD: Held[] = [
  { of: 'ines', rank: 'power-member', reason: 'Away to run the meetup: her place is kept for her.', days: 60 },
];

export const MANAGER = { rank: 'community-manager', reason: 'Looks after this community.' };

export const MODERATORS = ['goran'];
