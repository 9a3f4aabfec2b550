import type { Addressee } from '../../shared/notices/notice-of.ts';
import type { NoticeGroup } from '../../shared/notices.ts';
import { blocksOf } from '../accounts/block.ts';
import type { Viewer } from '../accounts/policy.ts';
import type { ObjectId } from '../db/id.ts';
import { GroupModel, type GroupRecord, presentGroupRef } from '../groups/group.ts';
import { MembershipModel, type MembershipRecord, presentOwn } from '../groups/membership.ts';
import { canWatch, isMember } from '../groups/policy.ts';
import { choiceNow, rulesOf, type SubscriptionRecord, subscriptionsOf } from './subscription.ts';

/** How a member stands: where they are, what they chose there, and so what they are told of. */
export type Standing = {
  viewer: ObjectId;
  addressee: Addressee;
  /** What they have chosen and is in force. */
  records: SubscriptionRecord[];
  /** What they had chosen in a group before they left it. */
  ended: SubscriptionRecord[];
  /** The groups they are in or have chosen something in, as far as they may follow what goes on there; by id. */
  groups: Map<string, GroupRecord>;
  memberships: Map<string, MembershipRecord>;
};

/**
 * What decides about a member's notices. Leaving a group, also being sent out of it, ends all subscriptions inside by what
 * it writes on the membership: what was chosen before that counts no longer.
 * @param beside a group to take in that they may have nothing to do with so far.
 */
export async function standingOf(viewer: Viewer, beside?: ObjectId): Promise<Standing> {
  const chosen = await subscriptionsOf(viewer._id);
  const ties = await MembershipModel.find({ account: viewer._id }).lean();
  const memberships = new Map(ties.map((tie) => [tie.group.toString(), tie]));
  const current = chosen.filter((record) => isCurrent(record, memberships.get(record.group.toString())));
  const inside = [...ties.filter(isMember), ...current].map(({ group }) => group);
  const ids = beside ? [...inside, beside] : inside;
  const found = await GroupModel.find({ _id: { $in: ids } }).lean();
  const followed = found.filter((group) => canWatch(viewer, group, memberships.get(group._id.toString())));
  const groups = new Map(followed.map((group) => [group._id.toString(), group]));
  const records = current.filter(({ group }) => groups.has(group.toString()));
  const blocked = (await blocksOf(viewer._id)).map(String).sort();
  const rules = rulesOf(records, (group) => memberships.get(group.toString())?.endedAt);
  const own = [...groups.values()].map((group) => noticeGroup(group, memberships.get(group._id.toString())));
  const addressee = { id: viewer._id.toString(), rules, groups: own.sort(byId), blocked };
  const ended = chosen.filter((record) => !current.includes(record));
  return { viewer: viewer._id, addressee, records, ended, groups, memberships };
}

const isCurrent = (record: SubscriptionRecord, tie: MembershipRecord | undefined): boolean =>
  !tie?.endedAt || choiceNow(record).since > tie.endedAt;

function noticeGroup(group: GroupRecord, tie: MembershipRecord | undefined): NoticeGroup {
  const ref = { ...presentGroupRef(group), access: group.access };
  if (!tie || !isMember(tie)) return { ...ref, memberSince: null, leadsSince: null };
  const { joinedAt, ledSince } = presentOwn(group, tie);
  return { ...ref, memberSince: joinedAt, leadsSince: ledSince };
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
