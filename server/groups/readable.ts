import type { Viewer } from '../accounts/policy.ts';
import type { ObjectId } from '../db/id.ts';
import { authorize } from '../lib/errors.ts';
import { GroupModel, type GroupRecord, groupById, groupBySlug } from './group.ts';
import { type MembershipRecord, membershipOf, tieIn, tiesBetween } from './membership.ts';
import { canLead, canRead } from './policy.ts';

/** A group with the viewer's tie to it. */
export type Inside = { group: GroupRecord; tie: MembershipRecord | null };

// Whatever is inside a closed group is answered to an outsider as what does not exist, word for word: every way to it leads
// through here, before anything else is looked up or checked.

/** @throws AppError not_found unless the viewer may see what is inside */
export async function inside(viewer: Viewer, group: GroupRecord): Promise<Inside> {
  const tie = await membershipOf(group._id, viewer._id);
  authorize(canRead(viewer, group, tie), 'not_found');
  return { group, tie };
}

/** @throws AppError not_found */
export const insideBySlug = async (viewer: Viewer, slug: string): Promise<Inside> =>
  inside(viewer, await groupBySlug(slug));

/** @throws AppError not_found */
export const insideById = async (viewer: Viewer, id: ObjectId): Promise<Inside> => inside(viewer, await groupById(id));

/** For what only leaders and staff get to see or do. @throws AppError not_found, and to those inside forbidden */
export async function leading(viewer: Viewer, group: GroupRecord): Promise<Inside> {
  const entered = await inside(viewer, group);
  authorize(canLead(viewer, entered.tie));
  return entered;
}

/** @throws AppError not_found, forbidden */
export const leadingBySlug = async (viewer: Viewer, slug: string): Promise<Inside> =>
  leading(viewer, await groupBySlug(slug));

/** Those of these groups whose inside the viewer may see, by id: two queries, however many they are. */
export async function readableGroups(viewer: Viewer, ids: ObjectId[]): Promise<Map<string, GroupRecord>> {
  const groups = await GroupModel.find({ _id: { $in: ids } }).lean();
  const ties = await tiesBetween(ids, [viewer._id]);
  const readable = groups.filter((group) => canRead(viewer, group, tieIn(ties, group._id, viewer._id)));
  return new Map(readable.map((group) => [group._id.toString(), group]));
}
