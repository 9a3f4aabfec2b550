import type { NewInterest } from '../../shared/partners/inviting.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { refuseUnderWay } from './candidacy.ts';
import { tellDealing } from './dealing.ts';
import { InterestModel, type InterestRecord } from './interest-record.ts';
import { presentInterest } from './interest-views.ts';
import { managersStreamOf, type PartnerRecord, partnerBySlug, refuseArchived } from './partner.ts';

/**
 * Says that one would like to be a partner's expert, or says it in other words.
 * @throws AppError not_found, archived, own_dealings, already_expert, already_applied, already_invited
 */
export function expressInterest(viewer: AccountRecord, slug: string, { message }: NewInterest): Promise<void> {
  return ofViewer(viewer, slug, async (partner, before) => {
    refuseArchived(partner);
    await refuseUnderWay(viewer, partner);
    if (before?.withdrawn === false && before.message === message) return;
    await tell(viewer, partner, {
      _id: before?._id ?? newId(),
      partner: partner._id,
      account: viewer._id,
      message,
      at: before?.withdrawn === false ? before.at : new Date(),
      withdrawn: false,
    });
  });
}

/** Takes it back. Without an interest it does nothing. @throws AppError not_found */
export function withdrawInterest(viewer: AccountRecord, slug: string): Promise<void> {
  return ofViewer(viewer, slug, async (partner, before) => {
    if (before?.withdrawn === false) await tell(viewer, partner, { ...before, withdrawn: true });
  });
}

async function ofViewer(
  viewer: AccountRecord,
  slug: string,
  work: (partner: PartnerRecord, before: InterestRecord | null) => Promise<void>,
): Promise<void> {
  const known = await partnerBySlug(slug);
  await write([managersStreamOf(known), accountStream(viewer._id.toString())], async () => {
    const partner = await partnerBySlug(slug);
    await work(partner, await InterestModel.findOne({ partner: partner._id, account: viewer._id }).lean());
  });
}

async function tell(viewer: AccountRecord, partner: PartnerRecord, interest: InterestRecord): Promise<void> {
  await InterestModel.replaceOne({ _id: interest._id }, interest, { upsert: true });
  const actor = presentActor(viewer);
  append(managersStreamOf(partner), 'interest.changed', actor, await presentInterest(partner, interest));
  await tellDealing(partner, viewer, actor, interest.withdrawn ? 'uninterested' : 'interested');
}
