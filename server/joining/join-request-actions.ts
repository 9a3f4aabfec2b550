import type { JoinRequest, JoinRequestDecision, NewJoinRequest } from '../../shared/joining.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { type GroupRecord, groupById, groupBySlug, leadersStreamOf } from '../groups/group.ts';
import { unasked } from '../groups/guidelines.ts';
import { membershipOf } from '../groups/membership.ts';
import { admit, authorizeEntry } from '../groups/membership-actions.ts';
import { ownStream } from '../groups/membership-change.ts';
import { canLead, isBanned } from '../groups/policy.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { settleInvitation } from './invitation-actions.ts';
import { JoinRequestModel, type JoinRequestRecord } from './join-request.ts';
import { tell } from './join-request-settling.ts';

type Decision = JoinRequestDecision['decision'];

/**
 * Asks the leaders of a closed group to be let in.
 * @throws AppError not_found, already_member, banned, archived, open_group, already_requested
 */
export async function requestToJoin(
  viewer: AccountRecord,
  slug: string,
  { message }: NewJoinRequest,
): Promise<JoinRequest> {
  const { _id } = await groupBySlug(slug);
  return refusingSecond(() =>
    write([leadersStreamOf({ _id }), ownStream(viewer)], async () => {
      const group = await groupById(_id);
      authorizeEntry(group, await membershipOf(_id, viewer._id));
      authorize(group.access === 'closed', 'open_group');
      const request = draft(viewer, group, message);
      authorize(!(await JoinRequestModel.exists(pendingOf(request))), 'already_requested');
      await JoinRequestModel.create([request]);
      return tell('join_request.sent', viewer, group, request);
    }),
  );
}

/** A request, for who may decide it so; in the transaction at hand. @throws AppError not_found to all others, forbidden */
export async function requestAt(
  viewer: AccountRecord,
  group: GroupRecord,
  _id: ObjectId,
  decision: Decision,
): Promise<JoinRequestRecord> {
  const request = found(await JoinRequestModel.findById(_id).lean());
  await authorizeDecision(viewer, group, request, decision);
  return request;
}

/**
 * Lets who asked in, in the transaction at hand. @returns the invitation that waited for them, too, if there was one
 * @throws AppError already_member, banned, archived
 */
export async function letIn(group: GroupRecord, requester: AccountRecord): Promise<ObjectId | null> {
  const tie = await membershipOf(group._id, requester._id);
  authorize(!isBanned(tie), 'banned', 'They have been banned from this group.');
  await admit(group, requester, unasked(group));
  return settleInvitation(requester, group, requester._id, 'accepted');
}

const draft = (viewer: AccountRecord, group: GroupRecord, message: string): JoinRequestRecord => ({
  _id: newId(),
  group: group._id,
  account: viewer._id,
  message,
  state: 'pending',
  reason: null,
  createdAt: new Date(),
  decidedAt: null,
  decidedBy: null,
  act: null,
});

const pendingOf = ({ group, account }: JoinRequestRecord) => ({ group, account, state: 'pending' as const });

/** Others learn nothing of a request, not even that there is one. */
async function authorizeDecision(
  viewer: AccountRecord,
  group: GroupRecord,
  { account }: JoinRequestRecord,
  decision: Decision,
): Promise<void> {
  const own = account.equals(viewer._id);
  const leads = canLead(viewer, await membershipOf(group._id, viewer._id));
  authorize(own || leads, 'not_found');
  authorize(decision === 'cancel' ? own : leads);
}

/** Two at once that the store alone could tell apart. */
async function refusingSecond<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (duplicateOf(error)?.includes('account')) throw new AppError('already_requested');
    throw error;
  }
}
