import { MUTE_DAYS, type NewSanction } from '../../shared/sanctions.ts';
import { daysFrom, futureEnd } from '../lib/days.ts';
import { invalidField } from '../lib/errors.ts';

/** When a sanction ends by itself; null for a ban without an end. @throws AppError invalid_request */
export function endOf({ kind, until }: NewSanction, now = new Date()): Date | null {
  if (until === undefined) return null;
  const end = futureEnd(until, now);
  if (kind === 'mute' && end > daysFrom(now, MUTE_DAYS))
    throw invalidField('until', `must be at most ${MUTE_DAYS} days from now`);
  return end;
}
