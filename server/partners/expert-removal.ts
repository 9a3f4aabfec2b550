import type { Actor } from '../../shared/accounts.ts';
import { accountStream, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { found } from '../lib/errors.ts';
import { ApplicationModel, type ApplicationRecord, takenBack } from './application-record.ts';
import { tellApplication } from './application-views.ts';
import { tellDealing } from './dealing.ts';
import { loosenFiles } from './evidence-files.ts';
import { mailRemoval } from './expert-news.ts';
import { tellManagers, tellUnlisted } from './expert-presence.ts';
import { ExpertModel, type ExpertRecord, presentHolder } from './expert-record.ts';
import { verdictOn } from './judging.ts';
import { managing } from './managing.ts';
import { managersStreamOf, type PartnerRecord, partnerById, partnerBySlug, streamOf } from './partner.ts';

/**
 * Takes an expert's badge, for good; they are told why. Their application lies on file again, and may be selected later: that makes
 * another badge.
 * @throws AppError not_found, forbidden, own_dealings
 */
export async function removeExpert(
  viewer: AccountRecord,
  slug: string,
  username: string,
  { reason }: { reason: string },
): Promise<void> {
  const account = found(await accountByUsername(username));
  return write(await streamsBetween(slug, account), async () => {
    const partner = await managing(viewer, slug);
    const expert = await expertOf(partner, account);
    await end(partner, expert, { actor: presentActor(viewer), news: 'removed', reason });
    await mailRemoval(partner, expert, reason);
  });
}

/** Gives one's own badge back, for good. @throws AppError not_found */
export async function leaveExperts(viewer: AccountRecord, slug: string): Promise<void> {
  await write(await streamsBetween(slug, viewer), async () => {
    const partner = await partnerBySlug(slug);
    await leave(partner, await expertOf(partner, viewer));
  });
}

/** Ends all badges of an account, in the transaction at hand, as if its member gave them back. */
export async function endBadgesOf(account: ObjectId): Promise<void> {
  const experts = await ExpertModel.find({ account, live: true }).lean();
  for (const expert of experts) await leave(await partnerById(expert.partner), expert);
}

const leave = (partner: PartnerRecord, expert: ExpertRecord) =>
  end(partner, expert, { actor: presentHolder(expert), news: 'left', reason: null });

type Ending = { actor: Actor; news: 'removed' | 'left'; reason: string | null };

async function end(partner: PartnerRecord, expert: ExpertRecord, { actor, news, reason }: Ending): Promise<void> {
  const { _id, account } = expert;
  const now = new Date();
  const ended = { state: 'removed' as const, changedAt: now, failing: [], reason };
  await ExpertModel.updateOne({ _id }, { $set: ended, $unset: { live: 1, due: 1 } });
  if (expert.state === 'active') await tellUnlisted(partner, expert);
  const { qualification } = await verdictOn(partner, account, now);
  tellManagers(partner, { ...expert, ...ended }, qualification, actor);
  await putOnFile(partner, account, actor, news);
  await tellDealing(partner, { _id: account }, actor, news, reason);
}

/** What they applied with: whoever left takes it along. */
async function putOnFile(partner: PartnerRecord, account: ObjectId, actor: Actor, news: Ending['news']): Promise<void> {
  const before = await ApplicationModel.findOne({ partner: partner._id, account }).lean();
  if (!before) return;
  const undecided: ApplicationRecord = { ...before, state: 'received', decidedAt: null, decidedBy: null };
  const application = news === 'left' ? takenBack(before) : undecided;
  await ApplicationModel.replaceOne({ _id: before._id }, application);
  if (news === 'left') await loosenFiles({ _id: account });
  await tellApplication(partner, application, actor);
}

const expertOf = async ({ _id }: PartnerRecord, account: Pick<AccountRecord, '_id'>): Promise<ExpertRecord> =>
  found(await ExpertModel.findOne({ partner: _id, account: account._id, live: true }).lean());

async function streamsBetween(slug: string, account: Pick<AccountRecord, '_id'>): Promise<Stream[]> {
  const partner = await partnerBySlug(slug);
  return [streamOf(partner), managersStreamOf(partner), accountStream(account._id.toString())];
}
