import { heldRung, type Ladder, level, lostOf, METRICS, missing, nextRung } from '../../shared/ladder.ts';
import type { RankDecision, RankStanding } from '../../shared/ranks.ts';
import { shownRank } from './judge.ts';
import { type Decision, metricsOf, type StandingRecord } from './standing.ts';

/** A standing as its member sees it. */
export function presentStanding(standing: StandingRecord, ladder: Ladder, now: Date): RankStanding {
  const { rank: earned, assigned, lock, grace } = standing;
  const metrics = metricsOf(standing, now);
  const next = nextRung(ladder, earned);
  return {
    ...shownRank(standing),
    earned,
    assigned: presentDecision(assigned),
    lock: presentDecision(lock),
    grace: grace && {
      since: grace.since.toISOString(),
      until: grace.until.toISOString(),
      lost: lostOf(ladder.rungs[level(ladder, earned)]!, metrics),
      fallsTo: heldRung(ladder, metrics).key,
    },
    ladderVersion: ladder.version,
    next,
    nearest: next ? (missing(next, metrics)[0] ?? null) : null,
    metrics: METRICS.map((metric) => ({ metric, value: metrics[metric], threshold: next?.thresholds[metric] ?? null })),
  };
}

const presentDecision = (decision: Decision | null): RankDecision | null =>
  decision && { ...decision, at: decision.at.toISOString(), until: decision.until?.toISOString() ?? null };
