import type { Ladder } from '../../shared/ladder.ts';
import type { HistoryCause } from '../../shared/ranks.ts';
import type { Happening } from './history.ts';
import { dueAt, hasEnded, judge, type Verdict } from './judge.ts';
import type { StandingRecord } from './standing.ts';

/** A standing before and after it was looked at, and what happened to the rank by that. */
export type Settlement = { before: StandingRecord; after: StandingRecord; happened: Happening[] };

/**
 * Brings a standing to what it should be at a moment: decisions that have ended go, the earned rank follows the metrics, and
 * `dueAt` says when to look again. Pure: whoever settles the same standing at the same moment comes to the same.
 * @param decided the standing with what staff have just decided, and what that is for the history.
 */
export function settle(
  before: StandingRecord,
  ladder: Ladder,
  now: Date,
  decided: { standing: StandingRecord; happened: Happening[] } = { standing: before, happened: [] },
): Settlement {
  const lasting = withoutEnded(decided.standing, now);
  const verdict = judge(lasting.standing, ladder, now);
  const { rank, grace } = verdict;
  const after = { ...lasting.standing, rank, grace, ladderVersion: ladder.version };
  const happened = [...decided.happened, ...lasting.happened, ...stepsOf(lasting.standing, verdict, ladder)];
  return { before, after: { ...after, dueAt: dueAt(after, ladder, now) }, happened };
}

function withoutEnded(standing: StandingRecord, now: Date): { standing: StandingRecord; happened: Happening[] } {
  const { assigned, lock } = standing;
  const happened: Happening[] = [];
  if (assigned && hasEnded(assigned, now)) happened.push(ended('assignment-ended', assigned.rank));
  if (lock && hasEnded(lock, now)) happened.push(ended('lock-ended', lock.rank));
  const left = {
    assigned: hasEnded(assigned, now) ? null : assigned,
    lock: hasEnded(lock, now) ? null : lock,
  };
  return { standing: { ...standing, ...left }, happened };
}

const ended = (kind: 'assignment-ended' | 'lock-ended', rank: string): Happening => ({
  ...NOTHING_MORE,
  kind,
  rank,
  cause: 'time',
});

function stepsOf(standing: StandingRecord, { step, rank, grace }: Verdict, ladder: Ladder): Happening[] {
  if (!step) return [];
  const known = standing.grace ?? grace;
  return [
    {
      ...NOTHING_MORE,
      kind: step,
      rank,
      from: step === 'grace' || step === 'recovered' ? null : standing.rank,
      cause: causeOf(standing, step, ladder),
      until: step === 'grace' ? grace!.until : null,
      lost: step === 'grace' || step === 'down' ? known!.lost : [],
    },
  ];
}

/** What falls at the end of a grace falls for what began it. */
function causeOf(standing: StandingRecord, step: Verdict['step'], ladder: Ladder): HistoryCause {
  if (step === 'down') return standing.grace!.cause;
  return standing.ladderVersion === ladder.version ? 'activity' : 'ladder';
}

/** What most lines of a history do not have. */
export const NOTHING_MORE = { from: null, reason: '', until: null, lost: [], by: null };
