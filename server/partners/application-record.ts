import { model, Schema } from 'mongoose';
import type { Answer, ApplicationState } from '../../shared/partners/applications.ts';
import type { Mark, Process } from '../../shared/partners/process.ts';
import type { ObjectId } from '../db/id.ts';

/** One for each partner and account, kept for good: who was not selected may be later. */
export type ApplicationRecord = {
  _id: ObjectId;
  partner: ObjectId;
  account: ObjectId;
  invitation: ObjectId;
  headline: string;
  /** As it was when it was answered. */
  process: Process;
  answers: Answer[];
  marks: Mark[];
  state: ApplicationState;
  /** What managers say about it to each other. */
  note: string;
  createdAt: Date;
  changedAt: Date;
  decidedAt: Date | null;
  decidedBy: ObjectId | null;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<ApplicationRecord>(
  {
    partner: id,
    account: id,
    invitation: id,
    headline: { type: String, required: true },
    process: { type: Object, required: true },
    answers: { type: [Object], default: [] },
    marks: { type: [Object], default: [] },
    state: { type: String, required: true },
    note: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: Schema.Types.ObjectId, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ partner: 1, account: 1 }, { unique: true });
schema.index({ account: 1 });
schema.index({ partner: 1, state: 1, createdAt: 1, _id: 1 });

export const ApplicationModel = model<ApplicationRecord>('Application', schema, 'applications');

/** One that its applicant has taken back, and with it what they handed in; what managers noted stays with them. */
export const takenBack = (application: ApplicationRecord, now = new Date()): ApplicationRecord => ({
  ...application,
  headline: '',
  answers: [],
  marks: [],
  state: 'withdrawn',
  changedAt: now,
});
