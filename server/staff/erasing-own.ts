import { BlockModel } from '../accounts/block.ts';
import { DraftModel } from '../drafts/draft.ts';
import { JoinRequestModel } from '../joining/join-request.ts';
import { LeadApplicationModel } from '../leads/lead-application.ts';
import { MailModel } from '../mail/mail.ts';
import { PreferencesModel } from '../mail/preferences.ts';
import { MessageModel } from '../messages/message.ts';
import { MessageReportModel } from '../messages/report.ts';
import { HistoryModel } from '../ranks/history.ts';
import { RankUpModel } from '../ranks/rank-up.ts';
import { StandingModel } from '../ranks/standing.ts';
import { NoticeMarkModel } from '../subscriptions/notice-mark.ts';
import { SubscriptionModel } from '../subscriptions/subscription.ts';
import { TallyModel } from '../topics/kudos-tally.ts';
import { ReadMarkerModel } from '../topics/read-marker.ts';
import { ViewingModel } from '../topics/viewing.ts';
import type { ErasureRecord } from './erasure.ts';
import { ERASED_MESSAGE } from './scrub.ts';

/** What was theirs alone. */
export async function eraseOwn({ _id: account }: ErasureRecord): Promise<null> {
  await DraftModel.deleteMany({ account });
  await SubscriptionModel.deleteMany({ account });
  await ReadMarkerModel.deleteMany({ account });
  await NoticeMarkModel.deleteMany({ _id: account });
  await ViewingModel.deleteMany({ _id: account });
  await BlockModel.deleteMany({ $or: [{ blocker: account }, { blocked: account }] });
  await PreferencesModel.deleteMany({ _id: account });
  await MailModel.deleteMany({ account });
  await HistoryModel.deleteMany({ account });
  await RankUpModel.deleteMany({ account });
  await StandingModel.deleteMany({ _id: account });
  await TallyModel.deleteMany({ receiver: account });
  await LeadApplicationModel.deleteMany({ account });
  return null;
}

/** What they have written to others: that there was something stays. */
export async function eraseWords({ _id: account }: ErasureRecord): Promise<null> {
  await MessageModel.updateMany({ author: account }, { $set: { body: ERASED_MESSAGE } });
  await MessageReportModel.updateMany({ reporter: account }, { $set: { reason: ERASED_MESSAGE } });
  await JoinRequestModel.updateMany({ account }, { $set: { message: ERASED_MESSAGE } });
  return null;
}
