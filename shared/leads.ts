import { z } from 'zod';
import { Member } from './accounts.ts';
import { Access, Category } from './memberships.ts';
import { Head, Id, line, PageQuery, page, Slug, Time, text } from './values.ts';

/** Someone suggests a group and volunteers to lead it. */
export const NewLeadApplication = z.strictObject({
  name: line(80),
  category: Category,
  access: Access,
  description: text(2_000),
  /** Why there should be such a group, and why they would lead it well. */
  motivation: text(3_000),
});
export type NewLeadApplication = z.infer<typeof NewLeadApplication>;

/** Approval makes the group, with the applicant as its leader, at the address `slug`. Nothing is said of a refusal. */
export const LeadDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), slug: Slug }),
  z.strictObject({ decision: z.literal('decline'), note: text(500).optional() }),
]);
export type LeadDecision = z.infer<typeof LeadDecision>;

export const LeadState = z.enum(['open', 'approved', 'declined']);
export type LeadState = z.infer<typeof LeadState>;

/** An application as staff see it. `note` is for staff alone; `slug` is the group it led to. */
export const LeadApplication = z.strictObject({
  id: Id,
  from: Member,
  ...NewLeadApplication.shape,
  state: LeadState,
  note: z.string().nullable(),
  slug: z.string().nullable(),
  createdAt: Time,
  decidedAt: Time.nullable(),
});
export type LeadApplication = z.infer<typeof LeadApplication>;

export const LeadQuery = z.strictObject({ ...PageQuery.shape, state: LeadState.default('open') });
export type LeadQuery = z.infer<typeof LeadQuery>;

/** The staff's queue, the oldest first, live by the staff's stream. */
export const LeadApplications = z.strictObject({ ...page(LeadApplication).shape, head: Head });
export type LeadApplications = z.infer<typeof LeadApplications>;

/** One's own application: whether it was declined cannot be told from waiting. */
export const OwnLeadApplication = z.strictObject({
  id: Id,
  ...NewLeadApplication.shape,
  state: z.enum(['received', 'approved']),
  slug: z.string().nullable(),
  createdAt: Time,
});
export type OwnLeadApplication = z.infer<typeof OwnLeadApplication>;

/** The latest first, live by one's own stream. */
export const OwnLeadApplications = z.strictObject({ items: z.array(OwnLeadApplication), next: z.null(), head: Head });
export type OwnLeadApplications = z.infer<typeof OwnLeadApplications>;
