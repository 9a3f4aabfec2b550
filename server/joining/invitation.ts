import { model, Schema } from 'mongoose';
import { INVITATION_DAYS, type InvitationState } from '../../shared/joining.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';

export type InvitationRecord = {
  _id: ObjectId;
  group: ObjectId;
  to: ObjectId;
  by: ObjectId;
  /** What was decided; one that nobody answers stays pending, and has expired once its time is over. */
  state: Exclude<InvitationState, 'expired'>;
  createdAt: Date;
  expiresAt: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const time = { type: Date, required: true };
const schema = new Schema<InvitationRecord>(
  { group: id, to: id, by: id, state: { type: String, required: true }, createdAt: time, expiresAt: time },
  { versionKey: false },
);
schema.index({ group: 1, createdAt: -1, _id: -1 });
schema.index({ group: 1, to: 1, state: 1 });

export const InvitationModel = model<InvitationRecord>('Invitation', schema, 'invitations');

/** @throws AppError not_found */
export async function invitationById(_id: ObjectId): Promise<InvitationRecord> {
  return found(await InvitationModel.findById(_id).lean());
}

/** The invitation into a group that waits for a member's answer; null if there is none. */
export function pendingInvitation(group: ObjectId, to: ObjectId): Promise<InvitationRecord | null> {
  return InvitationModel.findOne({ group, to, ...inState('pending') })
    .sort({ _id: -1 })
    .lean()
    .exec();
}

/** What narrows a list of invitations to those in a state as it is now. */
export function inState(state: InvitationState) {
  const now = new Date();
  if (state === 'pending') return { state, expiresAt: { $gt: now } };
  return state === 'expired' ? { state: 'pending' as const, expiresAt: { $lte: now } } : { state };
}

/** How it stands now. */
export function stateOf({ state, expiresAt }: InvitationRecord): InvitationState {
  return state === 'pending' && expiresAt <= new Date() ? 'expired' : state;
}

/** When an invitation made now is no longer good. */
export const expiry = (createdAt: Date): Date => new Date(createdAt.getTime() + INVITATION_DAYS * DAY_MS);

const DAY_MS = 86_400_000;
