import { invalidField } from './errors.ts';

/** A moment so many days later, or earlier. */
export const daysFrom = (moment: Date, days: number): Date => new Date(moment.getTime() + days * 86_400_000);

/** An end as a request names it. @throws AppError invalid_request (`until`) where it is over already */
export function futureEnd(until: string, now: Date): Date {
  const end = new Date(until);
  if (end <= now) throw invalidField('until', 'must be in the future');
  return end;
}

/** The same day so many months later, or the last day of that month where it is shorter. By UTC. */
export function monthsFrom(date: Date, months: number): Date {
  const later = new Date(date);
  later.setUTCMonth(later.getUTCMonth() + months);
  // Beyond its end a month runs over into the next.
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0);
  return later;
}
