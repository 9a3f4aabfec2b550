import fc from 'fast-check';
import { toId } from '../../server/db/id.ts';
import { daysFrom } from '../../server/lib/days.ts';
import type { Happening } from '../../server/ranks/history.ts';
import { NOTHING_MORE, type Settlement, settle } from '../../server/ranks/settle.ts';
import { type Counted, type Decision, newStanding, type StandingRecord } from '../../server/ranks/standing.ts';
import { type Ladder, METRICS, type Metric, type Rung } from '../../shared/ladder.ts';
import { FIRST_RANK } from '../../shared/rank-key.ts';

/** What can happen to a member's standing. `by` may be negative: taken back. `place` is one of all ranks there could be. */
export type Step =
  | { act: 'count'; metric: Counted; by: number }
  | { act: 'wait'; hours: number; punctual: boolean }
  | { act: 'ladder'; rungs: Rung[] }
  | { act: 'assign' | 'lock'; place: number; hours: number | null }
  | { act: 'release' | 'unlock' };

/** One look at a standing: after which step, by which ladder, and what it came to. `metrics` and staff's acts lie in `before`. */
export type Look = Settlement & { step: Step; ladder: Ladder; now: Date };

export const BEGIN = new Date('2024-05-05T12:34:56.789Z');
const RANKS = ['frequent-visitor', 'active-member', 'power-member', 'ace-contributor', 'community-leader', 'vip'];
const ALL_RANKS = [FIRST_RANK, ...RANKS, 'guest', 'community-manager'];
const COUNTED = METRICS.filter((metric): metric is Counted => metric !== 'daysRegistered');

const rise = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 25 }) },
);

/** Any ladder that may be put up, its thresholds such that they are reached, missed and nearly missed. */
export const anyRungs: fc.Arbitrary<Rung[]> = fc
  .tuple(
    fc.shuffledSubarray(RANKS, { minLength: 1 }),
    fc.array(fc.record(eachMetric(rise)), { minLength: RANKS.length, maxLength: RANKS.length }),
  )
  .map(([keys, rises]) => {
    const rungs: Rung[] = [{ key: FIRST_RANK, title: FIRST_RANK, thresholds: eachMetric(0) }];
    for (const [index, key] of keys.entries()) {
      const thresholds = { ...rungs.at(-1)!.thresholds };
      for (const metric of METRICS) thresholds[metric] += rises[index]![metric];
      rungs.push({ key, title: key, thresholds });
    }
    return rungs;
  });

const metric = fc.constantFrom(...COUNTED);
const place = fc.nat({ max: ALL_RANKS.length - 1 });
const hours = fc.option(fc.integer({ min: 1, max: 24 * 40 }), { freq: 4 });

export const counts: fc.Arbitrary<Step> = fc.record({ act: fc.constant('count'), metric, by: fc.nat({ max: 60 }) });
export const takesBack: fc.Arbitrary<Step> = fc.record({
  act: fc.constant('count'),
  metric,
  by: fc.oneof(fc.integer({ min: -5, max: -1 }), fc.integer({ min: -30, max: -1 })),
});
export const waits: fc.Arbitrary<Step> = fc.record({
  act: fc.constant('wait'),
  hours: fc.integer({ min: 1, max: 24 * 20 }),
  punctual: fc.boolean(),
});
export const newLadder: fc.Arbitrary<Step> = fc.record({ act: fc.constant('ladder'), rungs: anyRungs });
export const decides: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constantFrom('assign', 'lock'), place, hours }),
  fc.record({ act: fc.constantFrom('release', 'unlock') }),
);
export const anything = fc.oneof(
  { weight: 5, arbitrary: counts },
  { weight: 3, arbitrary: takesBack },
  { weight: 3, arbitrary: waits },
  { weight: 2, arbitrary: decides },
  { weight: 1, arbitrary: newLadder },
);

/** The looks at a standing that begins at nothing: one after each step, and while someone waits punctually whenever it is due. */
export function live(rungs: Rung[], steps: Step[]): Look[] {
  let ladder: Ladder = { version: 1, rungs };
  let now = BEGIN;
  const looks: Look[] = [];
  const standing = () => looks.at(-1)?.after ?? newcomer(ladder);
  const look = (step: Step, decided = { standing: standing(), happened: [] as Happening[] }) =>
    looks.push({ ...settle(standing(), ladder, now, decided), step, ladder, now });
  for (const step of steps) {
    if (step.act === 'wait') {
      const end = daysFrom(now, step.hours / 24);
      for (let due = dueBefore(end); step.punctual && due; due = dueBefore(end)) {
        now = due;
        look(step);
      }
      now = end;
    }
    if (step.act === 'ladder') ladder = { version: ladder.version + 1, rungs: step.rungs };
    look(step, take(step, standing(), now));
  }
  return looks;

  function dueBefore(end: Date): Date | null {
    const { dueAt } = standing();
    return dueAt && dueAt > now && dueAt <= end ? dueAt : null;
  }
}

/** A standing with what a step does to it, before it is looked at. */
function take(step: Step, standing: StandingRecord, at: Date): { standing: StandingRecord; happened: Happening[] } {
  if (step.act === 'count') {
    return { standing: { ...standing, [step.metric]: Math.max(0, standing[step.metric] + step.by) }, happened: [] };
  }
  if (step.act === 'release') return { standing: { ...standing, assigned: null }, happened: [] };
  if (step.act === 'unlock') return { standing: { ...standing, lock: null }, happened: [] };
  if (step.act !== 'assign' && step.act !== 'lock') return { standing, happened: [] };
  const rank = ALL_RANKS[step.place]!;
  const until = step.hours === null ? null : daysFrom(at, step.hours / 24);
  const decision: Decision = { rank, reason: 'So it was decided', at, until };
  const line = { ...NOTHING_MORE, rank, until, reason: decision.reason, cause: 'staff' as const };
  if (step.act === 'assign') {
    return { standing: { ...standing, assigned: decision }, happened: [{ ...line, kind: 'assigned' }] };
  }
  return { standing: { ...standing, lock: decision }, happened: [{ ...line, kind: 'locked' }] };
}

/** A standing that begins now. */
export const newcomer = ({ version }: Ladder): StandingRecord =>
  newStanding({
    _id: toId('65f0a1b2c3d4e5f6a7b8c9d0'),
    registeredAt: BEGIN,
    rank: FIRST_RANK,
    ladderVersion: version,
  });

export function eachMetric<T>(value: T): Record<Metric, T> {
  return Object.fromEntries(METRICS.map((name) => [name, value])) as Record<Metric, T>;
}
