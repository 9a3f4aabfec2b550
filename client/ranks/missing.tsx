import { useQuery } from '@tanstack/react-query';
import { leastOf, type Metric, type Metrics } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import { strings } from '../strings.ts';
import { rungOf } from './kept.ts';
import { ranksQuery } from './queries.ts';

type MissingProps = { of: RankKey; lost: Metric[]; metrics: Partial<Metrics>; version: number; className?: string };

/** What is too little to keep a rank, by the version of the ladder it was judged by; of earlier ones the numbers are not at hand. */
export function Missing({ of: rank, lost, metrics, version, className }: MissingProps) {
  const { data: ranks } = useQuery(ranksQuery);
  const rung = rungOf(ranks, version, rank);
  return (
    <ul className={className}>
      {lost.map((metric) => (
        <li key={metric}>
          {rung
            ? strings.ranks.tooLittleOf(metric, metrics[metric] ?? 0, leastOf(rung, metric), rung.thresholds[metric])
            : strings.ranks.tooLittle(metric, metrics[metric] ?? 0)}
        </li>
      ))}
    </ul>
  );
}
