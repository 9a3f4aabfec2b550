import { createHash } from 'node:crypto';
import type { Limits } from '../lib/limits.ts';
import { sideWith } from './participation.ts';
import type { Letter } from './sending.ts';

/**
 * Holds back those who write to many who never asked for it: whoever has been answered once writes freely.
 * Counted before the message is written, for what fails as well.
 * @throws AppError rate_limited
 */
export async function restrain({ from, to, body }: Letter, limits: Limits): Promise<void> {
  const side = await sideWith(from._id, to._id);
  if (side?.answered) return;
  const sender = from._id.toString();
  await limits.use('message unanswered', sender);
  await limits.use('message alike', `${sender} ${fingerprint(body)}`);
  if (side) return;
  await limits.use('conversation', sender);
  await limits.use('conversation a day', sender);
}

/** The same for texts that differ in case, blanks and punctuation alone. */
function fingerprint(body: string): string {
  const bare = body.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return createHash('sha256')
    .update(bare || body)
    .digest('base64url')
    .slice(0, 22);
}
