import type { JoinRequest, JoinRequestDecision } from '../../shared/joining.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { undoEnd } from '../acts/act.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { toId } from '../db/id.ts';
import type { GroupRecord } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { change } from '../groups/membership-change.ts';
import { say } from '../groups/policy.ts';
import { JoinRequestModel, type JoinRequestRecord } from '../joining/join-request.ts';
import { letIn, requestAt } from '../joining/join-request-actions.ts';
import { mailDecision } from '../joining/join-request-mail.ts';
import { settle } from '../joining/join-request-settling.ts';
import { found } from '../lib/errors.ts';
import type { RequestBefore } from './deeds/undo-deciding-request.ts';

/**
 * Leaders approve or deny, which is an act; who asked cancels. It happens once, whoever is quicker.
 * @throws AppError not_found to all others, forbidden, already_decided, banned, archived
 */
export async function decideJoinRequest(
  viewer: AccountRecord,
  id: string,
  { decision, reason = null }: Omit<JoinRequestDecision, 'reason'> & { reason?: string | null },
): Promise<JoinRequest> {
  const known = found(await JoinRequestModel.findById(toId(id)).lean());
  const subject = { _id: known.account } as AccountRecord;
  return change({ _id: known.group }, [subject], async (group) => {
    const request = await requestAt(viewer, group, known._id, decision);
    if (decision === 'cancel') return settle(viewer, group, request, 'cancelled', reason);
    return answer(viewer, group, request, decision, reason);
  });
}

const OUTCOME = { approve: 'approved', deny: 'denied' } as const;

async function answer(
  viewer: AccountRecord,
  group: GroupRecord,
  request: JoinRequestRecord,
  decision: keyof typeof OUTCOME,
  reason: string | null,
): Promise<JoinRequest> {
  const requester = found(await AccountModel.findById(request.account).lean());
  const membership = await membershipOf(group._id, requester._id);
  const own = say(viewer.role, await membershipOf(group._id, viewer._id));
  const draft = { group: group._id, reason: reason ?? '', say: own, subject: requester._id };
  const [act] = begun(viewer, [{ ...draft, kind: `${decision}-request` as const }]);
  if (decision === 'approve') await letIn(group, requester);
  const shown = await settle(viewer, group, request, OUTCOME[decision], reason, act!._id);
  const mail = await mailDecision(requester, shown, undoEnd(act!.at));
  const before: RequestBefore = { request: request._id, membership, mail };
  await keepActs(viewer, [{ ...act!, before }]);
  return shown;
}
