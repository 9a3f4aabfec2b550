import { z } from 'zod';
import { Head, Id, page, Time, text } from '../values.ts';
import { Person } from './person.ts';
import { Qualification } from './qualification.ts';

export const NewInterest = z.strictObject({ message: text(1_000) });
export type NewInterest = z.infer<typeof NewInterest>;

/** Someone would like to be an expert: one's own. */
export const OwnInterest = z.strictObject({ message: z.string(), at: Time });
export type OwnInterest = z.infer<typeof OwnInterest>;

/** As managers see it. `withdrawn`: they have taken it back. */
export const Interest = z.strictObject({
  id: Id,
  person: Person,
  message: z.string(),
  at: Time,
  withdrawn: z.boolean(),
  qualification: Qualification,
});
export type Interest = z.infer<typeof Interest>;

/** The latest first. Live by `managers:<id>`. */
export const Interests = z.strictObject({ ...page(Interest).shape, head: Head });
export type Interests = z.infer<typeof Interests>;

export const NewExpertInvitation = z.strictObject({ username: z.string().max(100), message: text(1_000).optional() });
export type NewExpertInvitation = z.infer<typeof NewExpertInvitation>;

/** `applied`: it has led to an application. */
export const ExpertInvitationState = z.enum(['pending', 'applied', 'declined', 'revoked']);
export type ExpertInvitationState = z.infer<typeof ExpertInvitationState>;

/** `by`: who sent it; `from`: for whom: the partner itself, or the site's staff. */
export const ExpertInvitation = z.strictObject({
  id: Id,
  to: Person,
  by: Person,
  from: z.enum(['partner', 'staff']),
  message: z.string(),
  state: ExpertInvitationState,
  at: Time,
  qualification: Qualification,
});
export type ExpertInvitation = z.infer<typeof ExpertInvitation>;

/** Those that wait for an answer, the latest first. Live by `managers:<id>`. */
export const ExpertInvitations = z.strictObject({ ...page(ExpertInvitation).shape, head: Head });
export type ExpertInvitations = z.infer<typeof ExpertInvitations>;

export const OwnExpertInvitation = z.strictObject({
  id: Id,
  from: z.enum(['partner', 'staff']),
  message: z.string(),
  at: Time,
});
export type OwnExpertInvitation = z.infer<typeof OwnExpertInvitation>;

export const ExpertInvitationDecision = z.strictObject({ decision: z.enum(['decline', 'revoke']) });
export type ExpertInvitationDecision = z.infer<typeof ExpertInvitationDecision>;

/** Why someone is suggested: how often they did what, in how many days; `group`: where, by name; null: in all. */
export const SuggestionReason = z.strictObject({
  kind: z.enum(['topics', 'replies', 'kudos', 'interest']),
  count: z.int(),
  days: z.int(),
  group: z.string().nullable(),
});
export type SuggestionReason = z.infer<typeof SuggestionReason>;

export const Suggestion = z.strictObject({
  person: Person,
  reasons: z.array(SuggestionReason),
  qualification: Qualification,
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Those with most to be said for them first. */
export const Suggestions = page(Suggestion);
export type Suggestions = z.infer<typeof Suggestions>;
