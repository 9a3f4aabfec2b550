import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { Rung, Rungs } from './ladder.ts';
import { RankKey } from './rank-key.ts';
import { Head, line, Time } from './values.ts';

/** `POST /ranks/ladder/preview` (staff). */
export const LadderDraft = z.strictObject({ rungs: Rungs });
export type LadderDraft = z.infer<typeof LadderDraft>;

/** `POST /ranks/ladder/versions` (staff): `basedOn` is the version it goes on from; where that is not the latest it is refused. */
export const NewLadder = z.strictObject({ rungs: Rungs, basedOn: z.int().min(1), note: line(300) });
export type NewLadder = z.infer<typeof NewLadder>;

/** How members would move from one rank to another: up at once, down after grace, or at once because their rung is gone. */
export const Move = z.strictObject({
  kind: z.enum(['up', 'down', 'moved']),
  from: RankKey,
  to: RankKey,
  count: z.int(),
  /** Some of them. */
  examples: z.array(Member),
});
export type Move = z.infer<typeof Move>;

/** Who would move, were the draft the ladder in force. `members`: how many were looked at. */
export const LadderPreview = z.strictObject({
  basedOn: z.int(),
  members: z.int(),
  up: z.int(),
  down: z.int(),
  moved: z.int(),
  /** Whose grace would end, since less is asked for. */
  relieved: z.int(),
  moves: z.array(Move),
});
export type LadderPreview = z.infer<typeof LadderPreview>;

/** How far a new ladder has been applied to everyone, and what it did so far. */
export const Recalculation = z.strictObject({
  state: z.enum(['running', 'done']),
  members: z.int(),
  up: z.int(),
  grace: z.int(),
  moved: z.int(),
  finishedAt: Time.nullable(),
});
export type Recalculation = z.infer<typeof Recalculation>;

/** A ladder that is or was in force. The first has no author. */
export const LadderVersion = z.strictObject({
  version: z.int(),
  rungs: z.array(Rung),
  note: z.string(),
  by: Actor.nullable(),
  at: Time,
  recalculation: Recalculation,
});
export type LadderVersion = z.infer<typeof LadderVersion>;

/** How many of the ladders there were are shown. */
export const LADDERS_SHOWN = 50;

/** `GET /ranks/ladder/versions` (staff), the latest first, `LADDERS_SHOWN` at most; live by the staff's stream. */
export const LadderVersions = z.strictObject({ items: z.array(LadderVersion), next: z.null(), head: Head });
export type LadderVersions = z.infer<typeof LadderVersions>;
