import type { JoinRequest, JoinRequestDecision } from '../../shared/joining.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { undoEnd } from '../acts/act.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { refuseLate } from '../acts/quicker.ts';
import { toId } from '../db/id.ts';
import type { GroupRecord } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { change } from '../groups/membership-change.ts';
import { say } from '../groups/policy.ts';
import { JoinRequestModel, type JoinRequestRecord } from '../joining/join-request.ts';
import { letIn, requestAt } from '../joining/join-request-actions.ts';
import { mailDecision } from '../joining/join-request-mail.ts';
import { settle } from '../joining/join-request-settling.ts';
import { AppError, found } from '../lib/errors.ts';
import type { RequestBefore } from './deeds/undo-deciding-request.ts';

/**
 * Leaders approve or deny, which is an act; who asked cancels. It happens once, whoever is quicker.
 * @throws AppError not_found to all others, forbidden, banned, archived, already_acted with the act that decided it before,
 * already_decided where it was no act that did
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
    await refuseDecided(request);
    if (decision === 'cancel') return settle(viewer, group, request, 'cancelled', reason);
    return answer(viewer, group, request, decision, reason);
  });
}

async function refuseDecided({ state, act, decidedBy }: JoinRequestRecord): Promise<void> {
  if (state === 'pending') return;
  if (act) await refuseLate({ _id: act }, ['approve-request', 'deny-request'], 'This has been decided.');
  const by = decidedBy && (await AccountModel.findById(decidedBy).lean());
  throw new AppError('already_decided', `${by?.displayName ?? 'Someone'} has ${DECIDED[state]} already.`);
}

const DECIDED = {
  approved: 'approved this request',
  denied: 'denied this request',
  cancelled: 'taken this request back',
};

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
  const invitation = decision === 'approve' ? await letIn(group, requester) : null;
  const shown = await settle(viewer, group, request, OUTCOME[decision], reason, act!._id);
  const mail = await mailDecision(requester, shown, undoEnd(act!.at));
  const before: RequestBefore = { request: request._id, membership, invitation, mail };
  await keepActs(viewer, [{ ...act!, before }]);
  return shown;
}
