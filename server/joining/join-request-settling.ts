import type { EventType } from '../../shared/events.ts';
import type { JoinRequest, JoinRequestState } from '../../shared/joining.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { type GroupRecord, leadersStreamOf } from '../groups/group.ts';
import { ownStream } from '../groups/membership-change.ts';
import { AppError, found } from '../lib/errors.ts';
import { JoinRequestModel, type JoinRequestRecord } from './join-request.ts';
import { presentRequest } from './join-request-views.ts';

type Outcome = Exclude<JoinRequestState, 'pending'>;

// In the transaction at hand, which writes to the streams of the group's leaders and of who asked.

/** Decides a request that waits. @param by who decides. @param act as which, where leaders do. */
export async function settle(
  by: AccountRecord,
  group: GroupRecord,
  request: JoinRequestRecord,
  state: Outcome,
  reason: string | null,
  act: ObjectId | null = null,
): Promise<JoinRequest> {
  const decided = { state, reason, decidedAt: new Date(), decidedBy: by._id, act };
  await JoinRequestModel.updateOne({ _id: request._id }, { $set: decided });
  return tell('join_request.decided', by, group, { ...request, ...decided });
}

/** Decides what someone has asked for and what something else has decided: they came in another way, or were shut out. */
export async function settlePending(
  by: AccountRecord,
  group: GroupRecord,
  account: ObjectId,
  state: Outcome,
  reason: string | null = null,
): Promise<void> {
  const request = await JoinRequestModel.findOne({ group: group._id, account, state: 'pending' }).lean();
  if (request) await settle(by, group, request, state, reason);
}

/** Lets a request wait again whose decision is undone. @throws AppError not_found, already_acted where they have asked again since */
export async function reopen(by: AccountRecord, group: GroupRecord, _id: ObjectId): Promise<void> {
  const request = found(await JoinRequestModel.findById(_id).lean());
  const { account } = request;
  if (await JoinRequestModel.exists({ group: group._id, account, state: 'pending' }))
    throw new AppError('already_acted', 'They have asked again since.');
  const open = { state: 'pending' as const, reason: null, decidedAt: null, decidedBy: null, act: null };
  await JoinRequestModel.updateOne({ _id }, { $set: open });
  await tell('join_request.reopened', by, group, { ...request, ...open });
}

/** Tells the leaders and who asked. */
export async function tell(
  type: EventType & `join_request.${string}`,
  by: AccountRecord,
  group: GroupRecord,
  request: JoinRequestRecord,
): Promise<JoinRequest> {
  const shown = await presentRequest(request, group);
  const streams = [leadersStreamOf(group), ownStream({ _id: request.account })];
  for (const stream of streams) append(stream, type, presentActor(by), shown);
  return shown;
}
