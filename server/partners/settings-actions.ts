import { isDeepStrictEqual } from 'node:util';
import type { PartnerChanges, PartnerSettings } from '../../shared/partners/partners.ts';
import type { NewProcess, Process } from '../../shared/partners/process.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { afterCommit, append, write } from '../events/write.ts';
import { GroupModel } from '../groups/group.ts';
import { AppError, authorize, invalidField } from '../lib/errors.ts';
import { managing } from './managing.ts';
import { managersStreamOf, PartnerModel, type PartnerRecord, partnerBySlug, presentFace, streamOf } from './partner.ts';
import { canMakePartners } from './policy.ts';
import { FROM_THE_FIRST, rejudging } from './settings-rejudging.ts';
import { presentSettings } from './settings-views.ts';

/**
 * Changes what a partner's page says and how it is set up. Only staff archive one, or take it out of the archive.
 * @throws AppError not_found, forbidden, own_dealings, invalid_request for a group that is not an open one
 */
export function changePartner(
  viewer: AccountRecord,
  slug: string,
  { archived, groups, ...rest }: PartnerChanges,
): Promise<PartnerSettings> {
  return ofPartner(viewer, slug, async (partner) => {
    authorize(archived === undefined || canMakePartners(viewer));
    return {
      ...rest,
      ...(groups && { groups: await openGroups(groups) }),
      ...(archived !== undefined && { archivedAt: archived ? (partner.archivedAt ?? new Date()) : null }),
    };
  });
}

/**
 * Puts a process in the place of the one it is based on. Where it asks for something else, everyone the partner deals with is judged
 * anew, a few at a time.
 * @throws AppError not_found, forbidden, own_dealings, process_changed (with the process as it is as `current`)
 */
export function changeProcess(
  viewer: AccountRecord,
  slug: string,
  { basedOn, ...asked }: NewProcess,
): Promise<PartnerSettings> {
  return ofPartner(viewer, slug, async ({ process: before }) => {
    if (before.version !== basedOn) throw new AppError('process_changed', undefined, { current: before });
    const { version, ...asks } = before;
    if (isDeepStrictEqual(asks, asked)) return {};
    const process = { version: version + 1, ...asked };
    if (isDeepStrictEqual(demandsOf(before), demandsOf(process))) return { process };
    afterCommit(rejudging.goOn);
    return { process, rejudged: FROM_THE_FIRST };
  });
}

/** What makes someone qualify or not. */
const demandsOf = ({ jss, steps }: Process) => ({
  jss,
  steps: steps.filter(({ required }) => required).map(({ id, title }) => ({ id, title })),
});

/**
 * Changes a partner as `work` says, and tells everyone what its page says now, and its managers how it is set up; nothing where nothing
 * is another.
 */
export async function ofPartner(
  viewer: AccountRecord,
  slug: string,
  work: (partner: PartnerRecord) => Promise<Partial<PartnerRecord>>,
): Promise<PartnerSettings> {
  const known = await partnerBySlug(slug);
  return write([streamOf(known), managersStreamOf(known)], async () => {
    const before = await managing(viewer, slug);
    const changes = await work(before);
    const after = { ...before, ...changes };
    const [was, is] = [await presentSettings(before), await presentSettings(after)];
    if (isDeepStrictEqual(was, is)) return is;
    await PartnerModel.updateOne({ _id: before._id }, { $set: changes });
    tellFace(viewer, before, after);
    append(managersStreamOf(after), 'settings.changed', presentActor(viewer), is);
    return is;
  });
}

function tellFace(viewer: AccountRecord, before: PartnerRecord, after: PartnerRecord): void {
  const partner = presentFace(after);
  if (isDeepStrictEqual(presentFace(before), partner)) return;
  append(streamOf(after), 'partner.changed', presentActor(viewer), { partner });
}

/** Suggestions come from what everyone may read. */
async function openGroups(slugs: string[]): Promise<ObjectId[]> {
  const groups = await GroupModel.find({ slug: { $in: slugs }, access: 'open' }, { slug: 1 }).lean();
  return [...new Set(slugs)].map((slug) => {
    const group = groups.find((one) => one.slug === slug);
    if (!group) throw invalidField('groups', `has ${slug}, which is not an open group`);
    return group._id;
  });
}
