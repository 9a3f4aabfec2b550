import type { Rung } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import type { HistoryEntry, Ranks } from '../../shared/ranks.ts';

/** A rung as it is in a version of the ladder; undefined for other versions than the one in force. */
export function rungOf(ranks: Ranks | undefined, version: number, rank: RankKey): Rung | undefined {
  return ranks?.ladder.version === version ? ranks.ladder.rungs.find(({ key }) => key === rank) : undefined;
}

/** The rank that a line of the history says something is missing for. */
export const missedRank = ({ kind, rank, from }: HistoryEntry): RankKey => (kind === 'down' && from ? from : rank);
