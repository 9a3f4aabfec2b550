import type { Sanction, Sanctions } from '../../shared/sanctions.ts';
import type { PageQuery } from '../../shared/values.ts';
import { type AccountRecord, actorOf, membersById } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { type GroupRecord, leadersStreamOf, presentGroupRef } from './group.ts';
import { leadingBySlug } from './readable.ts';
import { inForce, SanctionModel, type SanctionRecord } from './sanction.ts';

/** The sanctions in force in a group, the latest first. @throws AppError not_found, forbidden */
export async function readSanctions(viewer: AccountRecord, slug: string, query: PageQuery): Promise<Sanctions> {
  const { group } = await leadingBySlug(viewer, slug);
  const head = await headOf(leadersStreamOf(group));
  const sanctions = await SanctionModel.find({
    group: group._id,
    ...inForce(),
    ...beyond('createdAt', 'descending', query.cursor),
  })
    .sort({ createdAt: -1, _id: -1 })
    .limit(query.limit + 1)
    .lean();
  const { page, next } = cut(sanctions, query.limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: await presentAll(page, group), next, head };
}

export async function presentSanction(sanction: SanctionRecord, group: GroupRecord): Promise<Sanction> {
  return (await presentAll([sanction], group))[0]!;
}

async function presentAll(sanctions: SanctionRecord[], group: GroupRecord): Promise<Sanction[]> {
  const people = await membersById(sanctions.flatMap(({ account, by }) => [account, by]));
  return sanctions.map(({ _id, account, kind, reason, by, createdAt, until, liftedAt, act }) => ({
    id: _id.toString(),
    group: presentGroupRef(group),
    member: found(people.get(account.toString())),
    kind,
    reason,
    by: actorOf(found(people.get(by.toString()))),
    createdAt: createdAt.toISOString(),
    until: until?.toISOString() ?? null,
    liftedAt: liftedAt?.toISOString() ?? null,
    actId: act?.toString() ?? null,
  }));
}
