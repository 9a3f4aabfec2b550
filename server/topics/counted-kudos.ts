import { KUDOS_PER_PAIR } from '../../shared/ladder.ts';

const SPAN_MS = KUDOS_PER_PAIR.days * 86_400_000;

/**
 * How many of the kudos that stand between a giver and a receiver count: the earliest first, and each if fewer than five that
 * count were given in the thirty days before it. It follows from the times alone, so neither the order of withdrawals nor the moment
 * of counting matters; it is the most that can count with no more than five in any thirty days, and one more or less changes it
 * by one at most.
 */
export function countedKudos(times: readonly Date[]): number {
  const counted: number[] = [];
  for (const time of times.map((at) => at.getTime()).sort((a, b) => a - b)) {
    const fifthLast = counted.at(-KUDOS_PER_PAIR.kudos);
    if (fifthLast === undefined || fifthLast <= time - SPAN_MS) counted.push(time);
  }
  return counted.length;
}
