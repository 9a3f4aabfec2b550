import { MUTE_DAYS, type NewSanction } from '../../shared/sanctions.ts';
import { daysFrom, futureEnd } from '../lib/days.ts';
import { invalidField } from '../lib/errors.ts';

const SHORTEST_MUTE_MS = 60_000;
/** What the way of a request may take, which says until when and not for how long. */
const ON_THE_WAY_MS = 10_000;

/** When a sanction ends by itself; null for a ban without an end. @throws AppError invalid_request */
export function endOf({ kind, until }: Pick<NewSanction, 'kind' | 'until'>, now = new Date()): Date | null {
  if (until === undefined) return null;
  const end = futureEnd(until, now);
  if (kind === 'mute' && end.getTime() < now.getTime() + SHORTEST_MUTE_MS - ON_THE_WAY_MS)
    throw invalidField('until', 'must be at least a minute from now');
  if (kind === 'mute' && end > daysFrom(now, MUTE_DAYS))
    throw invalidField('until', `must be at most ${MUTE_DAYS} days from now`);
  return end;
}
