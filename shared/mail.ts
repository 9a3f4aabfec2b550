import { z } from 'zod';
import { Id, PageQuery, page, Time } from './values.ts';

/** What a mail is about. */
export const MailKind = z.enum(['invitation', 'decision', 'lead', 'selected', 'expert', 'digest']);
export type MailKind = z.infer<typeof MailKind>;

/** What a member chooses to be written to about. `decisions`: on requests to join, on applications to lead and to be an expert. */
export const MailPreferences = z.strictObject({
  invitations: z.boolean(),
  decisions: z.boolean(),
  digest: z.enum(['off', 'daily']),
});
export type MailPreferences = z.infer<typeof MailPreferences>;

export const MailChanges = MailPreferences.partial();
export type MailChanges = z.infer<typeof MailChanges>;

/** What can be turned off from within a mail: the names of the preferences. */
export const MailTopic = z.enum(['invitations', 'decisions', 'digest']);
export type MailTopic = z.infer<typeof MailTopic>;

/** By which of the preferences each kind of mail goes. */
export const TOPIC_OF_MAIL = {
  invitation: 'invitations',
  decision: 'decisions',
  lead: 'decisions',
  selected: 'decisions',
  expert: 'decisions',
  digest: 'digest',
} as const satisfies Record<MailKind, MailTopic>;

/** `token` stands in the links of a mail. */
export const MailToken = z.strictObject({ token: z.string().min(1).max(200) });

/** What a mail's link is about, and whether such mails are on. */
export const MailSwitch = z.strictObject({ topic: MailTopic, on: z.boolean() });
export type MailSwitch = z.infer<typeof MailSwitch>;

/** `kept`: there was no mail server to give it to; it is here to be looked at. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'kept']);
export type MailState = z.infer<typeof MailState>;

/** A mail as the outbox lists it. `nextAt`: when it is tried again, while it waits. */
export const OutboxMail = z.strictObject({
  id: Id,
  kind: MailKind,
  to: z.string(),
  subject: z.string(),
  state: MailState,
  attempts: z.int(),
  /** What the mail server, or the way to it, said last. */
  error: z.string().nullable(),
  createdAt: Time,
  sentAt: Time.nullable(),
  nextAt: Time.nullable(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

export const Outbox = page(OutboxMail);
export type Outbox = z.infer<typeof Outbox>;

export const OutboxQuery = z.strictObject({ ...PageQuery.shape, state: MailState.optional() });
export type OutboxQuery = z.infer<typeof OutboxQuery>;

/** A mail with the text it has, links and all but the one to turn such mails off. */
export const OutboxPreview = z.strictObject({ ...OutboxMail.shape, text: z.string() });
export type OutboxPreview = z.infer<typeof OutboxPreview>;
