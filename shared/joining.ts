import { z } from 'zod';
import { Member } from './accounts.ts';
import { Access, GroupRef } from './memberships.ts';
import { Head, Id, PageQuery, page, Time, text } from './values.ts';

/** What one tells the leaders of a closed group when asking to be let in. */
export const NewJoinRequest = z.strictObject({ message: text(1_000) });
export type NewJoinRequest = z.infer<typeof NewJoinRequest>;

/** Leaders approve or deny, with a reason that is told; who asked cancels. */
export const JoinRequestDecision = z
  .strictObject({ decision: z.enum(['approve', 'deny', 'cancel']), reason: text(500).optional() })
  .refine(({ decision, reason }) => decision !== 'deny' || reason !== undefined, {
    path: ['reason'],
    message: 'must say why',
  });
export type JoinRequestDecision = z.infer<typeof JoinRequestDecision>;

export const JoinRequestState = z.enum(['pending', 'approved', 'denied', 'cancelled']);
export type JoinRequestState = z.infer<typeof JoinRequestState>;

/** A request to join a closed group. `reason` is told to who asked; `decidedAt` is null while it is pending, `actId` until leaders decide it. */
export const JoinRequest = z.strictObject({
  id: Id,
  group: GroupRef,
  from: Member,
  message: z.string(),
  state: JoinRequestState,
  reason: z.string().nullable(),
  createdAt: Time,
  decidedAt: Time.nullable(),
  actId: Id.nullable(),
});
export type JoinRequest = z.infer<typeof JoinRequest>;

export const JoinRequestQuery = z.strictObject({ ...PageQuery.shape, state: JoinRequestState.default('pending') });
export type JoinRequestQuery = z.infer<typeof JoinRequestQuery>;

/** A group's requests, the oldest first, live by its leaders' stream. */
export const JoinRequests = z.strictObject({ ...page(JoinRequest).shape, head: Head });
export type JoinRequests = z.infer<typeof JoinRequests>;

/** Whom to invite; the message goes with it. */
export const NewInvitation = z.strictObject({
  username: z.string().trim().min(1).max(100),
  message: text(1_000).optional(),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

/** Who was invited accepts or declines, the group's leaders revoke. */
export const InvitationDecision = z.strictObject({ decision: z.enum(['accept', 'decline', 'revoke']) });
export type InvitationDecision = z.infer<typeof InvitationDecision>;

export const InvitationState = z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired']);
export type InvitationState = z.infer<typeof InvitationState>;

/** How long an invitation can be accepted, in days. */
export const INVITATION_DAYS = 14;

/** An invitation into a group, good for one member once, until `expiresAt`. */
export const Invitation = z.strictObject({
  id: Id,
  group: z.strictObject({ ...GroupRef.shape, access: Access, description: z.string() }),
  to: Member,
  by: Member,
  state: InvitationState,
  createdAt: Time,
  expiresAt: Time,
});
export type Invitation = z.infer<typeof Invitation>;

export const InvitationQuery = z.strictObject({ ...PageQuery.shape, state: InvitationState.optional() });
export type InvitationQuery = z.infer<typeof InvitationQuery>;

/** A group's invitations, the latest first, live by its leaders' stream. */
export const Invitations = z.strictObject({ ...page(Invitation).shape, head: Head });
export type Invitations = z.infer<typeof Invitations>;

/**
 * How the viewer stands with a group they are not in: their last request, unless it was approved or cancelled, and an
 * invitation that waits for their answer. Live by their own stream.
 */
export const OwnJoining = z.strictObject({
  groupId: Id,
  request: JoinRequest.nullable(),
  invitation: Invitation.nullable(),
  head: Head,
});
export type OwnJoining = z.infer<typeof OwnJoining>;
