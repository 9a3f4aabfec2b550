import type { JoinRequest, JoinRequestQuery, JoinRequests, OwnJoining } from '../../shared/joining.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { type GroupRecord, groupBySlug, leadersStreamOf, presentGroupRef } from '../groups/group.ts';
import { ownStream } from '../groups/membership-change.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { pendingInvitation } from './invitation.ts';
import { present } from './invitation-views.ts';
import { JoinRequestModel, type JoinRequestRecord, lastRequest } from './join-request.ts';

/** Requests to join a group, the oldest first. @throws AppError not_found, forbidden */
export async function readJoinRequests(
  viewer: AccountRecord,
  slug: string,
  query: JoinRequestQuery,
): Promise<JoinRequests> {
  const { group } = await leadingBySlug(viewer, slug);
  const head = await headOf(leadersStreamOf(group));
  const requests = await JoinRequestModel.find({
    group: group._id,
    state: query.state,
    ...beyond('createdAt', 'ascending', query.cursor),
  })
    .sort({ createdAt: 1, _id: 1 })
    .limit(query.limit + 1)
    .lean();
  const { page, next } = cut(requests, query.limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: await presentRequests(page, group), next, head };
}

/** How the viewer stands with a group they would like to be in. @throws AppError not_found */
export async function readOwnJoining(viewer: AccountRecord, slug: string): Promise<OwnJoining> {
  const group = await groupBySlug(slug);
  const head = await headOf(ownStream(viewer));
  const request = await lastRequest(group._id, viewer._id);
  const invitation = await pendingInvitation(group._id, viewer._id);
  const shown = request?.state === 'pending' || request?.state === 'denied' ? request : null;
  return {
    groupId: group._id.toString(),
    request: shown && (await presentRequest(shown, group)),
    invitation: invitation && (await present(invitation)),
    head,
  };
}

export async function presentRequest(request: JoinRequestRecord, group: GroupRecord): Promise<JoinRequest> {
  return (await presentRequests([request], group))[0]!;
}

async function presentRequests(requests: JoinRequestRecord[], group: GroupRecord): Promise<JoinRequest[]> {
  const members = await membersById(requests.map(({ account }) => account));
  return requests.map(({ _id, account, message, state, reason, createdAt, decidedAt, act }) => ({
    id: _id.toString(),
    group: presentGroupRef(group),
    from: found(members.get(account.toString())),
    message,
    state,
    reason,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    actId: act?.toString() ?? null,
  }));
}
