import type { Ladder } from '../../shared/ladder.ts';
import type { HistoryCause } from '../../shared/ranks.ts';
import type { Happening } from './history.ts';
import { causeNow, dueAt, hasEnded, judge, type Verdict } from './judge.ts';
import type { StandingRecord } from './standing.ts';

/** A standing before and after it was looked at, and what happened to the rank by that. */
export type Settlement = { before: StandingRecord; after: StandingRecord; happened: Happening[] };

/** A standing with what has just been decided about it, and what that is for the history. */
export type Decided = { standing: StandingRecord; happened: Happening[] };

/**
 * Brings a standing to what it should be at a moment: decisions that have ended go, the earned rank follows the metrics, and
 * `dueAt` says when to look again. Pure: whoever settles the same standing at the same moment comes to the same.
 */
export function settle(
  before: StandingRecord,
  ladder: Ladder,
  now: Date,
  decided: Decided = { standing: before, happened: [] },
): Settlement {
  const lasting = withoutEnded(decided.standing, ladder, now);
  const verdict = judge(lasting.standing, ladder, now);
  const happened = [...decided.happened, ...lasting.happened, ...stepsOf(lasting.standing, verdict, ladder)];
  const after = {
    ...lasting.standing,
    rank: verdict.rank,
    grace: verdict.grace,
    ladderVersion: ladder.version,
    lines: before.lines + happened.length,
  };
  return { before, after: { ...after, dueAt: dueAt(after, ladder, now) }, happened };
}

/** Nothing is new but by which ladder it was judged. */
export const isAsBefore = ({ before, after, happened }: Settlement): boolean =>
  happened.length === 0 && before.dueAt?.getTime() === after.dueAt?.getTime();

/** The kind of line the end of each decision is. */
export const ENDED = { assigned: 'assignment-ended', lock: 'lock-ended' } as const;

/** A lock ends before its time when its rung is no longer on the ladder. */
function withoutEnded(standing: StandingRecord, ladder: Ladder, now: Date): Decided {
  const { assigned, lock } = standing;
  const gone = lock && !ladder.rungs.some(({ key }) => key === lock.rank);
  const left = {
    assigned: hasEnded(assigned, now) ? null : assigned,
    lock: gone || hasEnded(lock, now) ? null : lock,
  };
  const happened: Happening[] = [];
  if (assigned && !left.assigned) happened.push(ended('assigned', assigned.rank, 'time'));
  if (lock && !left.lock) happened.push(ended('lock', lock.rank, hasEnded(lock, now) ? 'time' : 'ladder'));
  return { standing: { ...standing, ...left }, happened };
}

const ended = (place: keyof typeof ENDED, rank: string, cause: HistoryCause): Happening => ({
  ...NOTHING_MORE,
  kind: ENDED[place],
  rank,
  cause,
});

function stepsOf(standing: StandingRecord, { step, rank, grace, lost }: Verdict, ladder: Ladder): Happening[] {
  if (!step) return [];
  const stays = step === 'grace' || step === 'recovered';
  return [
    {
      ...NOTHING_MORE,
      kind: step,
      rank,
      from: stays ? null : standing.rank,
      cause: causeOf(standing, step, ladder),
      until: step === 'grace' && grace ? grace.until : null,
      lost,
    },
  ];
}

/** What falls at the end of a grace falls for what began it. */
function causeOf(standing: StandingRecord, step: Verdict['step'], ladder: Ladder): HistoryCause {
  if (step === 'down' && standing.grace) return standing.grace.cause;
  return causeNow(standing, ladder);
}

/** What most lines of a history do not have. */
export const NOTHING_MORE = { from: null, reason: '', until: null, lost: [], by: null };
