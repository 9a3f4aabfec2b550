import { model, Schema } from 'mongoose';
import type { ExpertInvitationState } from '../../shared/partners/inviting.ts';
import type { ObjectId } from '../db/id.ts';

export type ExpertInvitationRecord = {
  _id: ObjectId;
  partner: ObjectId;
  account: ObjectId;
  by: ObjectId;
  from: 'partner' | 'staff';
  message: string;
  state: ExpertInvitationState;
  at: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const schema = new Schema<ExpertInvitationRecord>(
  {
    partner: id,
    account: id,
    by: id,
    from: text,
    message: { type: String, default: '' },
    state: text,
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
// One at a time.
schema.index({ partner: 1, account: 1 }, { unique: true, partialFilterExpression: { state: 'pending' } });
schema.index({ account: 1, state: 1 });
schema.index({ partner: 1, state: 1, at: -1, _id: -1 });

export const ExpertInvitationModel = model<ExpertInvitationRecord>('ExpertInvitation', schema, 'expertinvitations');
