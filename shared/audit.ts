import { z } from 'zod';
import { Actor } from './accounts.ts';
import { Head, Id, PageQuery, Time } from './values.ts';

/** The kinds of lines an audit log can be narrowed to; the last three are of the staff's alone. */
export const AuditTopic = z.enum([
  'acts',
  'reports',
  'claims',
  'requests',
  'invitations',
  'rules',
  'leaders',
  'applications',
  'ranks',
  'messages',
]);
export type AuditTopic = z.infer<typeof AuditTopic>;

/**
 * A line of an audit log: an event of the leaders' or the staff's stream, as it lies there. `seq`: its number. `subject`: the username of whom it
 * is about. `summary`: what happened in an English sentence, for exports and where a program knows no better.
 */
export const AuditLine = z.strictObject({
  seq: z.int(),
  at: Time,
  type: z.string(),
  topic: AuditTopic,
  /** Of an act and of a decision about a request: its kind; else empty. */
  kind: z.string(),
  by: Actor,
  subject: z.string().nullable(),
  reason: z.string(),
  summary: z.string(),
  actId: Id.nullable(),
  /** What one can look at: the topic, the number of the post in it, and what lies in the queue. */
  topicId: Id.nullable(),
  number: z.int().nullable(),
  reportId: Id.nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** `by` and `subject` are usernames; `from` and `to` bound the time. A page may hold less than it could, or nothing, and go on. */
export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not one that a list gave out')
    .optional(),
  topic: AuditTopic.optional(),
  kind: z.string().max(30).optional(),
  by: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  from: Time.optional(),
  to: Time.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** What an audit log is narrowed to. */
export type AuditFilters = Omit<AuditQuery, 'cursor' | 'limit'>;

/** The latest first, live by the same stream. */
export const Audit = z.strictObject({ items: z.array(AuditLine), next: z.string().nullable(), head: Head });
export type Audit = z.infer<typeof Audit>;

export const AuditExportQuery = z.strictObject({
  ...AuditQuery.omit({ cursor: true, limit: true }).shape,
  format: z.enum(['csv', 'json']).default('csv'),
});
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;
