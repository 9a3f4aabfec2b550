import {
  earnedRung,
  GRACE_DAYS,
  heldRung,
  type Ladder,
  leastOf,
  level,
  lostOf,
  type Metric,
  missing,
  nextRung,
} from '../../shared/ladder.ts';
import type { RankKey, RankSource } from '../../shared/rank-key.ts';
import type { HistoryCause, HistoryKind } from '../../shared/ranks.ts';
import { daysFrom } from '../lib/days.ts';
import { type Decision, type Grace, metricsOf, type StandingRecord } from './standing.ts';

/** A step an earned rank takes, or null where it stays as it is. */
type Step = Extract<HistoryKind, 'up' | 'down' | 'moved' | 'grace' | 'recovered'> | null;

/** The earned rank as it is to be, what changes by that, and in what too much is missing for the rank there was. */
export type Verdict = { rank: RankKey; grace: Grace | null; step: Step; lost: Metric[] };

/**
 * The rank a standing comes to at a moment, by a ladder: pure, and the only place that knows the rule. Whoever meets every
 * threshold of a higher rung rises at once. Whoever is below nine tenths of a threshold of their own rung has a grace, and
 * falls at its end to the highest rung they hold. In between nothing changes. Who is on a rung that is gone moves at once.
 */
export function judge(standing: StandingRecord, ladder: Ladder, now: Date): Verdict {
  const { rank, grace } = standing;
  const metrics = metricsOf(standing, now);
  const at = ladder.rungs.findIndex(({ key }) => key === rank);
  const held = heldRung(ladder, metrics);
  if (at === -1) return { rank: held.key, grace: null, step: 'moved', lost: [] };
  const earned = earnedRung(ladder, metrics);
  if (level(ladder, earned.key) > at) return { rank: earned.key, grace: null, step: 'up', lost: [] };
  if (level(ladder, held.key) >= at) return { rank, grace: null, step: grace ? 'recovered' : null, lost: [] };
  const lost = lostOf(ladder.rungs[at]!, metrics);
  if (!grace) {
    const until = daysFrom(now, GRACE_DAYS);
    return { rank, grace: { since: now, until, lost, cause: causeNow(standing, ladder) }, step: 'grace', lost };
  }
  return grace.until > now ? { rank, grace, step: null, lost } : { rank: held.key, grace: null, step: 'down', lost };
}

/** For what a standing changes now: a ladder that is newer than it, or what the member did. */
export const causeNow = (standing: StandingRecord, ladder: Ladder): HistoryCause =>
  standing.ladderVersion === ladder.version ? 'activity' : 'ladder';

/** What everyone sees: what staff gave comes before what they locked, and that before what was earned. */
export function shownRank(standing: StandingRecord): { rank: RankKey; source: RankSource } {
  const { assigned, lock, rank } = standing;
  if (assigned) return { rank: assigned.rank, source: 'assigned' };
  if (lock) return { rank: lock.rank, source: 'locked' };
  return { rank, source: 'earned' };
}

export const hasEnded = (decision: Decision | null, now: Date): boolean =>
  decision?.until != null && decision.until <= now;

/** When time alone next changes something about a standing; null where it never does. */
export function dueAt(standing: StandingRecord, ladder: Ladder, now: Date): Date | null {
  const { grace, assigned, lock } = standing;
  const age = [agePromotionAt(standing, ladder, now), ageRecoveryAt(standing, ladder, now)];
  const moments = [...age, grace?.until, assigned?.until, lock?.until];
  return moments.reduce<Date | null>((first, at) => (at && (!first || at < first) ? at : first), null);
}

/** The moment from which age alone lifts the member to the next rung, or null while something else is missing too. */
function agePromotionAt(standing: StandingRecord, ladder: Ladder, now: Date): Date | null {
  const next = nextRung(ladder, standing.rank);
  if (!next || !isAgeAlone(missing(next, metricsOf(standing, now)))) return null;
  return daysFrom(standing.registeredAt, next.thresholds.daysRegistered);
}

/** The moment from which age alone makes good what is missing in a grace, as after a new ladder that asks for more of it. */
function ageRecoveryAt(standing: StandingRecord, ladder: Ladder, now: Date): Date | null {
  const { grace, rank, registeredAt } = standing;
  const rung = ladder.rungs.find(({ key }) => key === rank);
  if (!grace || !rung || !isAgeAlone(lostOf(rung, metricsOf(standing, now)))) return null;
  return daysFrom(registeredAt, leastOf(rung, 'daysRegistered'));
}

const isAgeAlone = (lacking: Metric[]): boolean => lacking.every((metric) => metric === 'daysRegistered');
