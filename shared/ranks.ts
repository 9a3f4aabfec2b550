import { z } from 'zod';
import { Ladder, METRICS, RankKey, Rung } from './ladder.ts';
import { Time } from './values.ts';

/** `GET /ranks`. */
export const Ranks = z.strictObject({ ladder: Ladder });
export type Ranks = z.infer<typeof Ranks>;

/** One metric of a member beside what the next rank asks (null at the top of the ladder). */
export const Standing = z.strictObject({ metric: z.enum(METRICS), value: z.int(), threshold: z.int().nullable() });
export type Standing = z.infer<typeof Standing>;

/** `GET /me/rank`; `nearest` is the unmet metric closest to its threshold; the history is newest first. */
export const MyRank = z.strictObject({
  rank: RankKey,
  source: z.literal('earned'),
  next: Rung.nullable(),
  nearest: z.enum(METRICS).nullable(),
  metrics: z.array(Standing),
  history: z.array(z.strictObject({ rank: RankKey, at: Time, ladderVersion: z.int() })),
});
export type MyRank = z.infer<typeof MyRank>;
