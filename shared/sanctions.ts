import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { GroupRef } from './memberships.ts';
import { Head, Id, PageQuery, page, Time, text } from './values.ts';

/** The longest a member can be muted for, in days. */
export const MUTE_DAYS = 28;

/** A muted member reads and does not post, until a given time; one who is banned is out and cannot come back. */
export const NewSanction = z
  .strictObject({
    username: z.string().trim().min(1).max(100),
    kind: z.enum(['mute', 'ban']),
    until: Time.optional(),
    reason: text(500),
  })
  .refine(({ kind, until }) => kind === 'ban' || until !== undefined, {
    path: ['until'],
    message: 'must say until when',
  });
export type NewSanction = z.infer<typeof NewSanction>;

/** Why a sanction is taken back. */
export const Lifting = z.strictObject({ reason: text(500).optional() });

/** `until` is null where a ban has no end; `liftedAt` is set once it was taken back. */
export const Sanction = z.strictObject({
  id: Id,
  group: GroupRef,
  member: Member,
  kind: z.enum(['mute', 'ban']),
  reason: z.string(),
  by: Actor,
  createdAt: Time,
  until: Time.nullable(),
  liftedAt: Time.nullable(),
  /** The act by which it was imposed; null where it was imposed before acts were kept. */
  actId: Id.nullable(),
});
export type Sanction = z.infer<typeof Sanction>;

export const SanctionQuery = PageQuery;

/** The sanctions in force in a group, the latest first, live by its leaders' stream. */
export const Sanctions = z.strictObject({ ...page(Sanction).shape, head: Head });
export type Sanctions = z.infer<typeof Sanctions>;
