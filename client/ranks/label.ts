import type { Ranks } from '../../shared/ranks.ts';

/** How a rank is shown: one of the ladder by how far up it is (`level` from 0), a given one by a sign. `unknown`: only its key is known. */
export type RankLabel =
  | { title: string; kind: 'rung'; level: number; of: number }
  | { title: string; kind: 'given' }
  | { title: string; kind: 'unknown' };

/** What is known of a rank, by its key. Pure. */
export function labelOf(ranks: Ranks | undefined, rank: string): RankLabel {
  const rungs = ranks?.ladder.rungs ?? [];
  const level = rungs.findIndex(({ key }) => key === rank);
  if (level >= 0) return { title: rungs[level]!.title, kind: 'rung', level, of: rungs.length };
  const given = ranks?.assigned.find(({ key }) => key === rank);
  if (given) return { title: given.title, kind: 'given' };
  const words = rank.replaceAll('-', ' ');
  return { title: words.charAt(0).toUpperCase() + words.slice(1), kind: 'unknown' };
}
