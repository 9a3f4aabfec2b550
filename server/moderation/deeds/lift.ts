import { accountStream } from '../../../shared/streams.ts';
import { AccountModel } from '../../accounts/account.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { type ObjectId, toId } from '../../db/id.ts';
import { membershipOf } from '../../groups/membership.ts';
import { say } from '../../groups/policy.ts';
import { isOver, SanctionModel, sanctionInForce } from '../../groups/sanction.ts';
import { lift as liftSanction, reimpose } from '../../groups/sanctioning.ts';
import { AppError, authorize, found } from '../../lib/errors.ts';
import type { Deed, NewActOf, Undoing } from '../deed.ts';
import { endSweep, sweepAgain } from '../sweeps.ts';

/**
 * Takes a sanction back: leaders what leaders have imposed, staff any. Whoever was banned may come back, and is not back by it; what
 * they had posted and went with the ban comes back.
 * @throws AppError not_found, forbidden, already_acted where it is over
 */
export const lift: Deed<NewActOf<'lift'>> = {
  by: 'leaders',
  streams: async ({ sanctionId }) => {
    const sanction = await SanctionModel.findById(toId(sanctionId)).lean();
    return sanction ? [accountStream(sanction.account.toString())] : [];
  },
  async perform({ viewer, group, tie }, { sanctionId, reason }) {
    const sanction = found(await SanctionModel.findOne({ _id: toId(sanctionId), group: group._id }).lean());
    authorize(viewer.role === 'staff' || !sanction.byStaff);
    const { account, kind, createdAt } = sanction;
    // Where nothing came after it, it was itself taken back.
    const since = { group: group._id, subject: account, at: { $gte: createdAt } };
    if (isOver(sanction)) await refuseLate(since, ['lift', kind], 'It is not in force any more.');
    const own = { kind: 'lift' as const, group: group._id, reason, say: say(viewer.role, tie) };
    const before = { sanction: sanction._id };
    const acts = begun(viewer, [{ ...own, subject: account, until: sanction.until, detail: kind, before }]);
    await liftSanction(viewer, group, sanction);
    if (sanction.act) await endSweep({ _id: sanction.act }, viewer._id);
    return acts;
  },
};

/** It is in force again, and takes along what went with it. @throws AppError already_acted where another one is by now */
export const undoLifting: Undoing = async ({ viewer, group }, act) => {
  const { sanction: _id } = act.before as { sanction: ObjectId };
  const sanction = found(await SanctionModel.findById(_id).lean());
  const { kind, account } = sanction;
  const other = await sanctionInForce(group._id, account, kind);
  if (other) await refuseLate({ _id: other.act ?? null }, [kind], 'Another one is in force by now.');
  if (!sanction.liftedAt) throw new AppError('already_acted');
  const subject = found(await AccountModel.findById(account).lean());
  await reimpose(viewer, group, { subject, tie: await membershipOf(group._id, account) }, sanction);
  if (sanction.act) await sweepAgain({ _id: sanction.act }, viewer._id);
};
