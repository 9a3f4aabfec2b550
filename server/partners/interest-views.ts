import type { Interest, Interests } from '../../shared/partners/inviting.ts';
import type { PageQuery } from '../../shared/values.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { InterestModel, type InterestRecord } from './interest-record.ts';
import { qualifications } from './judging.ts';
import { managing } from './managing.ts';
import { managersStreamOf, type PartnerRecord } from './partner.ts';
import { personsById } from './person.ts';

/** Who would like to be a partner's expert, the latest first. @throws AppError not_found, forbidden, own_dealings */
export async function readInterests(
  viewer: AccountRecord,
  slug: string,
  { cursor, limit }: PageQuery,
): Promise<Interests> {
  const partner = await managing(viewer, slug);
  const head = await headOf(managersStreamOf(partner));
  const narrowed = { partner: partner._id, withdrawn: false, ...beyond('at', 'descending', cursor) };
  const interests = await InterestModel.find(narrowed)
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(interests, limit, ({ at, _id }) => ({ at, id: _id.toString() }));
  return { items: await presentInterests(partner, page), next, head };
}

/** As the partner's managers see it. */
export async function presentInterest(partner: PartnerRecord, interest: InterestRecord): Promise<Interest> {
  return (await presentInterests(partner, [interest]))[0]!;
}

async function presentInterests(partner: PartnerRecord, interests: InterestRecord[]): Promise<Interest[]> {
  const accounts = interests.map(({ account }) => account);
  const people = await personsById(accounts);
  const qualified = await qualifications(partner, accounts);
  return interests.map(({ _id, account, message, at, withdrawn }) => ({
    id: _id.toString(),
    person: found(people.get(account.toString())),
    message,
    at: at.toISOString(),
    withdrawn,
    qualification: found(qualified.get(account.toString())),
  }));
}
