import { MUTE_DAYS, type NewSanction } from '../../shared/sanctions.ts';
import { AppError } from '../lib/errors.ts';

/** When a sanction ends by itself; null for a ban without an end. @throws AppError invalid_request */
export function endOf({ kind, until }: NewSanction, now = new Date()): Date | null {
  if (until === undefined) return null;
  const end = new Date(until);
  if (end <= now) refuse('must be in the future');
  const longest = new Date(now.getTime() + MUTE_DAYS * 86_400_000);
  if (kind === 'mute' && end > longest) refuse(`must be at most ${MUTE_DAYS} days from now`);
  return end;
}

function refuse(message: string): never {
  throw new AppError('invalid_request', `until: ${message}`, { errors: [{ path: 'until', message }] });
}
