import type { Me } from '../../shared/accounts.ts';
import type { Forums, Group, GroupCard, GroupCards, GroupMember, GroupMembers } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import { byGroupName } from '../../shared/order.ts';
import { accountStream } from '../../shared/streams.ts';
import type { PageQuery } from '../../shared/values.ts';
import {
  AccountModel,
  type AccountRecord,
  accountByUsername,
  membersById,
  presentAccount,
} from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf, headsOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { forumsOf, presentForum } from './forum.ts';
import { GroupModel, type GroupRecord, groupBySlug, presentGroupRef, streamOf } from './group.ts';
import {
  leadersOf,
  MembershipModel,
  type MembershipRecord,
  membershipOf,
  membershipsOf,
  presentOwn,
  presentTie,
} from './membership.ts';
import { canRead, isMember } from './policy.ts';
import { insideBySlug } from './readable.ts';

// Each of these reads the stream's head first and the data after: what happens in between is then told twice, never not.

export async function readMe(viewer: AccountRecord): Promise<Me> {
  const head = await headOf(accountStream(viewer._id.toString()));
  const account = found(await AccountModel.findById(viewer._id).lean());
  const memberships = await membershipsOf(viewer._id);
  const groups = await groupsById(memberships.map((membership) => membership.group));
  const own = memberships.map((membership) => presentOwn(groups.get(membership.group.toString())!, membership));
  own.sort(byGroupName);
  return { account: presentAccount(account), memberships: own, head };
}

/** Groups in the order they were made. */
export async function readGroups(
  viewer: AccountRecord,
  query: PageQuery & { category?: Category },
): Promise<GroupCards> {
  const groups = await GroupModel.find({
    ...(query.category && { category: query.category }),
    ...beyond('createdAt', 'ascending', query.cursor),
  })
    .sort({ createdAt: 1, _id: 1 })
    .limit(query.limit + 1)
    .lean();
  const { page, next } = cut(groups, query.limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: await cardsOf(viewer, page), next };
}

export async function readGroup(viewer: AccountRecord, slug: string): Promise<Group> {
  const { _id } = await groupBySlug(slug);
  const head = await headOf(streamOf({ _id }));
  const group = await groupBySlug(slug);
  const tie = await membershipOf(_id, viewer._id);
  const card = presentCard(viewer, group, tie, head.seq);
  const shown = { ...card, criteria: group.criteria, createdAt: group.createdAt.toISOString() };
  return canRead(viewer, group, tie) ? { ...shown, ...(await interior(group)) } : { ...shown, ...CLOSED };
}

/** What a group's page shows to those who may see what is inside. */
async function interior(group: GroupRecord): Promise<Interior> {
  const leaders = await membersById((await leadersOf(group)).map((membership) => membership.account));
  return {
    readable: true,
    slowSeconds: group.slowSeconds ?? 0,
    guidelines: { version: group.guidelines.version, text: group.guidelines.text },
    leaders: [...leaders.values()].sort((a, b) => (a.username < b.username ? -1 : 1)),
    forums: (await forumsOf(group._id)).map(presentForum),
  };
}

type Interior = Pick<Group, 'readable' | 'slowSeconds' | 'guidelines' | 'leaders' | 'forums'>;

const CLOSED: Interior = {
  readable: false,
  slowSeconds: 0,
  guidelines: { version: 0, text: '' },
  leaders: [],
  forums: [],
};

export async function readForums(viewer: AccountRecord, slug: string): Promise<Forums> {
  const { group } = await insideBySlug(viewer, slug);
  const head = await headOf(streamOf(group));
  return { items: (await forumsOf(group._id)).map(presentForum), next: null, head };
}

export async function readMembers(viewer: AccountRecord, slug: string, query: PageQuery): Promise<GroupMembers> {
  const { group } = await insideBySlug(viewer, slug);
  const head = await headOf(streamOf(group));
  const memberships = await MembershipModel.find({
    group: group._id,
    state: 'active',
    ...beyond('joinedAt', 'ascending', query.cursor),
  })
    .sort({ joinedAt: 1, _id: 1 })
    .limit(query.limit + 1)
    .lean();
  const { page, next } = cut(memberships, query.limit, ({ joinedAt, _id }) => ({ at: joinedAt, id: _id.toString() }));
  return { items: await presentMembers(page), next, head };
}

/** @throws AppError not_found */
export async function readMember(viewer: AccountRecord, slug: string, username: string): Promise<GroupMember> {
  const { group } = await insideBySlug(viewer, slug);
  const account = found(await accountByUsername(username));
  const membership = await membershipOf(group._id, account._id);
  return found((await presentMembers(membership && isMember(membership) ? [membership] : []))[0]);
}

async function presentMembers(memberships: MembershipRecord[]): Promise<GroupMember[]> {
  const members = await membersById(memberships.map(({ account }) => account));
  return memberships.map(({ account, role, joinedAt }) => ({
    member: members.get(account.toString())!,
    role,
    joinedAt: joinedAt.toISOString(),
  }));
}

async function cardsOf(viewer: AccountRecord, listed: GroupRecord[]): Promise<GroupCard[]> {
  const heads = await headsOf(listed.map(streamOf));
  const ids = listed.map(({ _id }) => _id);
  const groups = await groupsById(ids);
  const ties = await MembershipModel.find({ account: viewer._id, state: 'active', group: { $in: ids } }).lean();
  const tieTo = new Map(ties.map((tie) => [tie.group.toString(), tie]));
  return listed.map(({ _id }) => {
    const group = groups.get(_id.toString())!;
    return presentCard(viewer, group, tieTo.get(_id.toString()), heads.get(streamOf(group))!);
  });
}

async function groupsById(ids: GroupRecord['_id'][]): Promise<Map<string, GroupRecord>> {
  const groups = await GroupModel.find({ _id: { $in: ids } }).lean();
  return new Map(groups.map((group) => [group._id.toString(), group]));
}

/** An outsider sees of a closed group that it is there, and nothing that goes on in it. */
function presentCard(
  viewer: AccountRecord,
  group: GroupRecord,
  tie: MembershipRecord | null | undefined,
  seq: number,
): GroupCard {
  const { description, access, beta, archivedAt, memberCount, topicCount } = group;
  const readable = canRead(viewer, group, tie);
  return {
    ...presentGroupRef(group),
    description,
    access,
    beta,
    archivedAt: archivedAt?.toISOString() ?? null,
    memberCount: readable ? memberCount : null,
    topicCount: readable ? topicCount : null,
    membership: presentTie(tie),
    head: { stream: streamOf(group), seq: readable ? seq : 0 },
  };
}
