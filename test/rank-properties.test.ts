import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shownRank } from '../server/ranks/judge.ts';
import { settle } from '../server/ranks/settle.ts';
import { type Grace, metricsOf } from '../server/ranks/standing.ts';
import {
  earnedRung,
  GRACE_DAYS,
  heldRung,
  type Ladder,
  level,
  lostOf,
  METRICS,
  type Metric,
  type Metrics,
  type Rung,
} from '../shared/ladder.ts';
import { FIRST_RANK } from '../shared/rank-key.ts';
import {
  anyRungs,
  anything,
  BEGIN,
  counts,
  decides,
  eachMetric,
  type Look,
  live,
  newcomer,
  newLadder,
  takesBack,
  waits,
} from './support/rank-world.ts';

// Whatever ladder there is and whatever happens to a standing, in whatever order. RANK_RUNS makes the runs longer.

const RUNS = { numRuns: Number(process.env.RANK_RUNS ?? 100) };

const anyLife = fc.tuple(anyRungs, fc.array(anything, { maxLength: 30, size: 'max' }));
const lifeOf = (...steps: (typeof anything)[]) =>
  fc.tuple(anyRungs, fc.array(fc.oneof(...steps), { maxLength: 30, size: 'max' }));

/** Those to whom age matters: ladders come and go, and nothing is counted. */
const agedLife = lifeOf(newLadder, newLadder, waits);

/** Holds what is claimed of every look at every standing. */
function always(lives: typeof anyLife, claim: (look: Look, before: Look[]) => void): void {
  fc.assert(
    fc.property(lives, ([rungs, steps]) => {
      const looks = live(rungs, steps);
      for (const [index, look] of looks.entries()) claim(look, looks.slice(0, index));
    }),
    RUNS,
  );
}

test('the lives that are tried have all in them that can happen to a rank', () => {
  const lives = fc.sample(anyLife, { numRuns: 300, seed: 1 });
  const kinds = new Set(
    lives.flatMap(([rungs, steps]) => live(rungs, steps).flatMap(({ happened }) => happened.map(({ kind }) => kind))),
  );
  expect([...kinds].sort()).toEqual([
    'assigned',
    'assignment-ended',
    'down',
    'grace',
    'lock-ended',
    'locked',
    'moved',
    'recovered',
    'up',
  ]);
});

const later = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);
const place = (ladder: Ladder, rank: string): number => ladder.rungs.findIndex(({ key }) => key === rank);

describe('the earned rank', () => {
  test('is exactly what the metrics earn by the ladder, as long as nothing is taken back and the ladder stays', () => {
    always(lifeOf(counts, waits, decides), ({ after, ladder, now }) => {
      expect(after.rank).toBe(earnedRung(ladder, metricsOf(after, now)).key);
      expect(after.grace).toBeNull();
    });
  });

  test('lies between what the metrics earn and what they hold, but for a grace that has not run out', () => {
    always(anyLife, ({ after, ladder, now }) => {
      const metrics = metricsOf(after, now);
      const [earned, is, held] = [earnedRung(ladder, metrics).key, after.rank, heldRung(ladder, metrics).key];
      expect(place(ladder, is)).toBeGreaterThanOrEqual(level(ladder, earned));
      if (after.grace) {
        expect(place(ladder, is)).toBeGreaterThan(level(ladder, held));
        expect(after.grace.until.getTime()).toBeGreaterThan(now.getTime());
      } else expect(place(ladder, is)).toBeLessThanOrEqual(level(ladder, held));
    });
  });

  test('is the same whether staff decide something beside it or not', () => {
    fc.assert(
      fc.property(anyLife, ([rungs, steps]) => {
        const unruled = steps.map((step) =>
          'place' in step || step.act === 'release' || step.act === 'unlock'
            ? ({ act: 'wait', hours: 0, punctual: false } as const)
            : step,
        );
        const [ruled, free] = [live(rungs, steps).at(-1)?.after, live(rungs, unruled).at(-1)?.after];
        expect(ruled?.rank).toBe(free?.rank);
      }),
      RUNS,
    );
  });

  test('falls only at the end of a grace of 14 days, and only where too much is missing then', () => {
    always(anyLife, ({ before, happened, ladder, now }, earlier) => {
      for (const { kind, from, rank, lost } of happened) {
        if (kind !== 'down') continue;
        const began = earlier.findLastIndex((look) => look.happened.some(({ kind }) => kind === 'grace'));
        const since = earlier[began]!.now;
        expect(now.getTime() - since.getTime()).toBeGreaterThanOrEqual(GRACE_DAYS * 86_400_000);
        const between = earlier.slice(began + 1).flatMap((look) => look.happened.map(({ kind }) => kind));
        for (const end of ['up', 'down', 'moved', 'recovered'] as const) expect(between).not.toContain(end);
        const left = ladder.rungs[place(ladder, before.rank)]!;
        expect({ from, rank }).toEqual({ from: left.key, rank: heldRung(ladder, metricsOf(before, now)).key });
        expect(lost).toEqual(lostOf(left, metricsOf(before, now)));
        expect(lost).not.toEqual([]);
      }
    });
  });

  test('falls no further than to the highest rung of which nine tenths are there, and of all below it', () => {
    const shares = fc.record(eachMetric(fc.constantFrom(0.85, 0.92, 1)));
    fc.assert(
      fc.property(anyRungs, fc.nat(), shares, (rungs, at, share) => {
        const { thresholds } = rungs[at % rungs.length]!;
        const has = (metric: Metric) => Math.ceil(share[metric] * thresholds[metric]);
        const { daysRegistered, ...counted } = Object.fromEntries(
          METRICS.map((metric) => [metric, has(metric)]),
        ) as Metrics;
        const now = later(BEGIN, daysRegistered * 86_400_000);
        const grace: Grace = { since: BEGIN, until: now, lost: [], cause: 'activity' };
        const ladder = { version: 1, rungs };
        const before = { ...newcomer(ladder), ...counted, rank: rungs.at(-1)!.key, grace };
        const isHeld = (rung: Rung) => METRICS.every((metric) => has(metric) >= 0.9 * rung.thresholds[metric]);
        const held = rungs.filter((_, index) => rungs.slice(0, index + 1).every(isHeld)).at(-1)!;
        expect(settle(before, ladder, now).after).toMatchObject({ rank: held.key, grace: null });
      }),
      RUNS,
    );
  });

  test('never suffers by time alone', () => {
    always(anyLife, ({ step, happened }) => {
      if (step.act !== 'wait') return;
      for (const { kind } of happened) expect(['grace', 'moved']).not.toContain(kind);
    });
    always(lifeOf(counts, waits, decides), ({ happened }) => {
      for (const { kind } of happened) expect(['grace', 'down', 'moved', 'recovered']).not.toContain(kind);
    });
  });

  test('moves without a rise or a fall only where its rung is gone', () => {
    always(anyLife, ({ before, happened, ladder }) => {
      const moved = happened.some(({ kind }) => kind === 'moved');
      expect(moved).toBe(place(ladder, before.rank) === -1);
    });
  });

  test('follows from the history alone', () => {
    fc.assert(
      fc.property(anyLife, ([rungs, steps]) => {
        const looks = live(rungs, steps);
        let rank = FIRST_RANK;
        for (const { happened, after } of looks) {
          for (const line of happened) {
            if (!['up', 'down', 'moved'].includes(line.kind)) continue;
            expect(line.from).toBe(rank);
            rank = line.rank;
          }
          expect(after.rank).toBe(rank);
        }
      }),
      RUNS,
    );
  });
});

describe('looking at a standing', () => {
  test('again at the same moment changes nothing more', () => {
    always(anyLife, ({ after, ladder, now }) => {
      expect(settle(after, ladder, now)).toEqual({ before: after, after, happened: [] });
    });
  });

  test('changes nothing before it is due, and something when it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyLife, agedLife),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ([rungs, steps], share) => {
          for (const { after, ladder, now } of live(rungs, steps)) {
            // Where it is never due, a hundred years change nothing either.
            const wait = (after.dueAt?.getTime() ?? later(now, 100 * 365 * 86_400_000).getTime()) - now.getTime();
            expect(wait).toBeGreaterThan(0);
            for (const early of [Math.floor(wait * share), wait - 1]) {
              expect(settle(after, ladder, later(now, early))).toEqual({ before: after, after, happened: [] });
            }
            if (after.dueAt) expect(settle(after, ladder, after.dueAt).happened).not.toEqual([]);
          }
        },
      ),
      RUNS,
    );
  });

  test('late comes to the same rank as looking whenever it is due', () => {
    fc.assert(
      fc.property(
        anyRungs,
        fc.array(fc.oneof(counts, decides), { maxLength: 12, size: 'max' }),
        fc.nat(2_000),
        (rungs, acts, hours) => {
          const [late, punctual] = [false, true].map(
            (punctual) => live(rungs, [...acts, { act: 'wait', hours, punctual }]).at(-1)!.after,
          );
          expect({ ...late, lines: 0 }).toEqual({ ...punctual, lines: 0 });
        },
      ),
      RUNS,
    );
  });
});

describe('what is shown', () => {
  test('is what staff gave, from when they gave it until it ends or is taken back, whatever else happens', () => {
    always(anyLife, ({ before, after, step, now }) => {
      const given = step.act === 'assign' ? after.assigned : before.assigned;
      const lasts = given && step.act !== 'release' && (given.until === null || given.until > now);
      expect(after.assigned).toEqual(lasts ? given : null);
      if (lasts) expect(shownRank(after)).toEqual({ rank: given.rank, source: 'assigned' });
    });
  });

  test('is what staff locked while nothing is given, until it ends, is taken back or goes from the ladder', () => {
    always(anyLife, ({ before, after, step, ladder, now }) => {
      const set = step.act === 'lock' ? after.lock : before.lock;
      const ends = set && (place(ladder, set.rank) === -1 || (set.until !== null && set.until <= now));
      const lasts = set !== null && step.act !== 'unlock' && !ends;
      expect(after.lock).toEqual(lasts ? set : null);
      if (after.assigned) return;
      const shown = lasts ? { rank: set.rank, source: 'locked' } : { rank: after.rank, source: 'earned' };
      expect(shownRank(after)).toEqual(shown);
    });
  });

  test('changes only by what the history tells', () => {
    always(lifeOf(counts, takesBack, waits, newLadder), ({ before, after, happened }) => {
      if (happened.length === 0) expect(shownRank(after)).toEqual(shownRank(before));
    });
  });
});
