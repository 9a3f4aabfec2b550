import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { Act, REASON_LENGTH } from './acts.ts';
import { GroupRef } from './memberships.ts';
import { Head, Id, PageQuery, page, Time, text } from './values.ts';

/** Why members report a post. */
export const ReportReason = z.enum(['spam', 'harassment', 'off-topic', 'illegal', 'personal-data', 'other']);
export type ReportReason = z.infer<typeof ReportReason>;

/** A report needs words where its reason is `other`. */
export const NewReport = z
  .strictObject({ reason: ReportReason, note: text(REASON_LENGTH).optional() })
  .refine(({ reason, note }) => reason !== 'other' || note !== undefined, { path: ['note'], message: 'must say why' });
export type NewReport = z.infer<typeof NewReport>;

/**
 * What waits for a decision of those who lead: posts that members or rules report, posts that are held back until they are approved,
 * and appeals of members against what was decided about them.
 */
export const ReportKind = z.enum(['report', 'held', 'appeal']);
export type ReportKind = z.infer<typeof ReportKind>;

/**
 * What came of it. Of a report: `removed` (the post is), `acted` (something else was done about it) or `dismissed`. Of a held post:
 * `approved`, `refused`, or `withdrawn` by its author. Of an appeal: `granted` or `denied`.
 */
export const Resolution = z.enum([
  'removed',
  'acted',
  'dismissed',
  'approved',
  'refused',
  'withdrawn',
  'granted',
  'denied',
]);
export type Resolution = z.infer<typeof Resolution>;

/** What was said, as it was when it was reported or held; `id` and `number` are null for what is not posted yet. */
export const ReportedPost = z.strictObject({
  id: Id.nullable(),
  topicId: Id.nullable(),
  number: z.int().nullable(),
  title: z.string(),
  author: Member,
  body: z.string(),
});
export type ReportedPost = z.infer<typeof ReportedPost>;

/**
 * One thing in a queue. `by` of an entry is null where a rule reported it, and the rule's name is its note. `claimed`: the leader who
 * looks at it now, and nobody else decides it meanwhile. Held posts have no entries beside the rule that held them.
 */
export const Report = z.strictObject({
  id: Id,
  kind: ReportKind,
  group: GroupRef.nullable(),
  post: ReportedPost.nullable(),
  act: Act.nullable(),
  /** Of an appeal: what the member says. */
  message: z.string(),
  entries: z.array(
    z.strictObject({ by: Member.nullable(), reason: ReportReason.nullable(), note: z.string(), at: Time }),
  ),
  state: z.enum(['open', 'resolved']),
  claimed: z.strictObject({ by: Actor, at: Time }).nullable(),
  resolution: Resolution.nullable(),
  resolvedBy: Actor.nullable(),
  resolvedAt: Time.nullable(),
  reason: z.string(),
  createdAt: Time,
});
export type Report = z.infer<typeof Report>;

export const ReportQuery = z.strictObject({
  ...PageQuery.shape,
  state: z.enum(['open', 'resolved']).default('open'),
  kind: ReportKind.optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** A queue, the oldest first (of what is resolved: the latest first), live by the leaders' stream. */
export const Reports = z.strictObject({ ...page(Report).shape, head: Head });
export type Reports = z.infer<typeof Reports>;

/** Takes something out of the queue to look at it or puts it back (`claim`), or decides it. */
export const ReportChange = z.union([
  z.strictObject({ claim: z.boolean() }),
  z.strictObject({ resolution: Resolution.exclude(['withdrawn']), reason: text(REASON_LENGTH) }),
]);
export type ReportChange = z.infer<typeof ReportChange>;

/** A report as it is now, and what was done to decide it, which can be undone. */
export const ReportAnswer = z.strictObject({ report: Report, acts: z.array(Act) });
export type ReportAnswer = z.infer<typeof ReportAnswer>;

/** What a reporter is told: that it has arrived, and nothing of what others have said of the post. */
export const ReportReceived = z.strictObject({ createdAt: Time });
export type ReportReceived = z.infer<typeof ReportReceived>;
