import { model, Schema } from 'mongoose';
import type { Expert, ExpertState } from '../../shared/partners/experts.ts';
import type { Person } from '../../shared/partners/person.ts';
import type { QualificationLine } from '../../shared/partners/qualification.ts';
import type { ObjectId } from '../db/id.ts';

/** Someone a partner has selected. Its id is the badge's: who is selected again after a removal gets another badge. */
export type ExpertRecord = {
  _id: ObjectId;
  partner: ObjectId;
  account: ObjectId;
  /** As the account has them: a directory is read more often than names change. The keys are in lower case. */
  username: string;
  usernameKey: string;
  displayName: string;
  nameKey: string;
  headline: string;
  state: ExpertState;
  /** Set until they are removed: one badge a partner and account at a time. */
  live?: true;
  since: Date;
  changedAt: Date;
  /** When they were last judged. Each judgement writes it, so that two made at once meet: one of them is made again. */
  checkedAt: Date;
  /** The lines for which the badge rests. */
  failing: QualificationLine[];
  /** When what they are judged by changes by time alone, or has changed already; missing where it does not. */
  due?: Date;
  /** Of a removal. */
  reason: string | null;
  /** How often they were featured, in all. */
  exposures: number;
  /** The rotation they were last featured in, or in which they joined; and their place in the order of the next. */
  round: number;
  place: string;
};

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const schema = new Schema<ExpertRecord>(
  {
    partner: id,
    account: id,
    username: text,
    usernameKey: text,
    displayName: text,
    nameKey: text,
    headline: text,
    state: text,
    live: { type: Boolean, default: undefined },
    since: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    checkedAt: { type: Date, required: true },
    failing: { type: [Object], default: [] },
    due: Date,
    reason: { type: String, default: null },
    exposures: { type: Number, default: 0 },
    round: { type: Number, default: 0 },
    place: { type: String, default: '' },
  },
  { versionKey: false, minimize: false },
);
schema.index({ partner: 1, account: 1 }, { unique: true, partialFilterExpression: { live: true } });
schema.index({ account: 1 });
schema.index({ partner: 1, state: 1, nameKey: 1, _id: 1 });
schema.index({ partner: 1, state: 1, usernameKey: 1, _id: 1 });
schema.index({ partner: 1, state: 1, changedAt: -1, _id: -1 });
schema.index({ partner: 1, state: 1, round: 1, place: 1, _id: 1 });
schema.index({ due: 1 }, { partialFilterExpression: { due: { $gt: new Date(0) } } });

export const ExpertModel = model<ExpertRecord>('Expert', schema, 'experts');

/** As strangers see them, too. */
export const presentExpert = ({ _id, username, displayName, headline, since }: ExpertRecord): Expert => ({
  id: _id.toString(),
  username,
  displayName,
  headline,
  since: since.toISOString(),
});

/** As they act for themselves, or are whom something happens to. */
export const presentHolder = ({ account, username, displayName }: ExpertRecord): Person => ({
  id: account.toString(),
  username,
  displayName,
});
