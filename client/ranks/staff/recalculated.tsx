import type { Recalculation } from '../../../shared/ladder-versions.ts';
import { strings } from '../../strings.ts';
import { atMoment } from '../../ui/dates.ts';

/** How far a ladder has been applied to everyone, and what it did. */
export function Recalculated({ recalculation }: { recalculation: Recalculation }) {
  const { members, finishedAt, up, grace, moved } = recalculation;
  return (
    <span>
      {finishedAt ? strings.ladder.applied(members, atMoment(finishedAt)) : strings.ladder.running(members)}
      {up + grace + moved > 0 && `: ${strings.ladder.counts(recalculation)}`}.
    </span>
  );
}
