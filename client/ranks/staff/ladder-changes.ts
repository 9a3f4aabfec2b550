import { METRICS, type Metric, type Rung } from '../../../shared/ladder.ts';

/** What makes one ladder another. */
export type LadderChange =
  | { kind: 'added' | 'removed'; rung: Rung }
  | { kind: 'retitled'; rung: Rung; from: string }
  | { kind: 'threshold'; rung: Rung; metric: Metric; from: number };

/** From the lowest rung to the highest, those that are gone last. `rung` is as it is after, or was before it went. */
export function changesBetween(before: Rung[], after: Rung[]): LadderChange[] {
  const gone = before.filter(({ key }) => !after.some((rung) => rung.key === key));
  return [
    ...after.flatMap((rung) =>
      changesOf(
        before.find(({ key }) => key === rung.key),
        rung,
      ),
    ),
    ...gone.map((rung): LadderChange => ({ kind: 'removed', rung })),
  ];
}

function changesOf(old: Rung | undefined, rung: Rung): LadderChange[] {
  if (!old) return [{ kind: 'added', rung }];
  const thresholds = METRICS.filter((metric) => old.thresholds[metric] !== rung.thresholds[metric]).map(
    (metric): LadderChange => ({ kind: 'threshold', rung, metric, from: old.thresholds[metric] }),
  );
  return old.title === rung.title ? thresholds : [{ kind: 'retitled', rung, from: old.title }, ...thresholds];
}
