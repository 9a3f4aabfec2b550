import { accountStream } from '../../shared/streams.ts';
import { chore } from '../db/chore.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { ApplicationModel } from './application-record.ts';
import { ExpertModel } from './expert-record.ts';
import { InterestModel } from './interest-record.ts';
import { ExpertInvitationModel } from './invitation-record.ts';
import { judgeAnewAt } from './judging-anew.ts';
import { managersStreamOf, PartnerModel, type PartnerRecord, streamOf } from './partner.ts';

/** Before all accounts there are. */
export const FROM_THE_FIRST = toId('0'.repeat(24));

// A transaction is to be over before someone beside it has waited for long.
const PEOPLE = 20;
const REST = 1;

/** Judges anew everyone a partner deals with since it asks for something else, a few in each transaction, by their ids. */
export const rejudging = chore({
  lease: 'judging anew',
  what: 'judging those a partner deals with by its new process',
  isLeft: async () => (await nextPartner()) !== null,
  step: rejudgeSome,
  rest: REST,
});

const nextPartner = () => PartnerModel.findOne({ rejudged: { $exists: true } }).lean();

/** @returns false when there is nobody left of any partner's. */
export async function rejudgeSome(limit = PEOPLE, now = new Date()): Promise<boolean> {
  const partner = await nextPartner();
  if (!partner) return false;
  const accounts = await nextAccounts(partner, limit);
  const streams = [streamOf(partner), managersStreamOf(partner), ...accounts.map((id) => accountStream(id.toString()))];
  await write(streams, () => rejudge(partner, accounts, now));
  return true;
}

/** The partner is written along: where its process changes in the same moment, all begins anew. */
async function rejudge({ _id, rejudged }: PartnerRecord, accounts: ObjectId[], now: Date): Promise<void> {
  const last = accounts.at(-1);
  const change = last ? { $set: { rejudged: last } } : { $unset: { rejudged: 1 } };
  const partner = await PartnerModel.findOneAndUpdate({ _id, rejudged }, change, { returnDocument: 'after' }).lean();
  if (!partner) return;
  await judgeAnewAt(partner, accounts, now);
}

/** The next of those the partner has something open with. */
async function nextAccounts({ _id: partner, rejudged }: PartnerRecord, limit: number): Promise<ObjectId[]> {
  const beyond = { partner, account: { $gt: rejudged ?? FROM_THE_FIRST } };
  const found = await Promise.all([
    InterestModel.find({ ...beyond, withdrawn: false }, { account: 1 })
      .sort({ account: 1 })
      .limit(limit)
      .lean(),
    ExpertInvitationModel.find({ ...beyond, state: 'pending' }, { account: 1 })
      .sort({ account: 1 })
      .limit(limit)
      .lean(),
    ApplicationModel.find({ ...beyond, state: { $ne: 'withdrawn' } }, { account: 1 })
      .sort({ account: 1 })
      .limit(limit)
      .lean(),
    ExpertModel.find({ ...beyond, live: true }, { account: 1 })
      .sort({ account: 1 })
      .limit(limit)
      .lean(),
  ]);
  const ids = new Set(found.flat().map(({ account }) => account.toString()));
  return [...ids].sort().slice(0, limit).map(toId);
}
