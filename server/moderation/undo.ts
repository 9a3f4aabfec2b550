import type { ActsDone } from '../../shared/acts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { ActModel, type ActRecord, actById, undoEnd } from '../acts/act.ts';
import { streamsOf, tellActs } from '../acts/keep-acts.ts';
import { presentAct } from '../acts/present.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { write } from '../events/write.ts';
import { groupById, streamOf } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { canModerate } from '../groups/policy.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { noteAppeal } from '../reports/appeal.ts';
import { closeReport, reopen } from '../reports/closing.ts';
import { ReportModel } from '../reports/report.ts';
import type { Ground } from './deed.ts';
import { undoings } from './deeds.ts';

/**
 * Takes back what was done with one click, for who did it and within the seconds there are for it.
 * @throws AppError not_found (also for all others), already_acted, undo_over
 */
export async function undo(viewer: AccountRecord, actId: string): Promise<ActsDone> {
  const known = await actById(toId(actId));
  authorize(known.by.equals(viewer._id) && known.group, 'not_found');
  const group = known.group as ObjectId;
  const batch = await batchOf(known);
  const groups = [group, ...batch.flatMap(({ to }) => to ?? [])].map((_id) => streamOf({ _id }));
  const acts = await write([...groups, ...batch.flatMap(streamsOf)], async () => {
    const at = await ground(viewer, group);
    const now = await batchOf(known);
    for (const act of now) await refuseEnded(act);
    for (const act of now.toReversed()) await undoings[act.kind]!(at, act);
    await ActModel.updateMany({ batch: known.batch }, { $set: { undone: { at: new Date(), by: viewer._id } } });
    const ids = now.map(({ _id }) => _id);
    await reopen(viewer, ids);
    await grantOpen(viewer, ids);
    return tellActs('act.undone', viewer, await batchOf(known));
  });
  return { acts, head: await headOf(streamOf({ _id: group })) };
}

/** What appeals asked for is done: nobody has to decide them any more. */
async function grantOpen(viewer: AccountRecord, acts: ObjectId[]): Promise<void> {
  const appeals = await ReportModel.find({ act: { $in: acts }, kind: 'appeal', state: 'open' }).lean();
  for (const appeal of appeals) {
    await noteAppeal(viewer, await actById(appeal.act!), 'granted');
    await closeReport(viewer, appeal, { resolution: 'granted', reason: 'It was taken back.' });
  }
}

const batchOf = ({ batch }: ActRecord): Promise<ActRecord[]> => ActModel.find({ batch }).sort({ _id: 1 }).lean().exec();

/** Whoever no longer moderates there takes nothing back. */
async function ground(viewer: AccountRecord, id: ObjectId): Promise<Ground> {
  const tie = await membershipOf(id, viewer._id);
  authorize(canModerate(viewer, tie), 'not_found');
  return { viewer, group: await groupById(id), tie };
}

async function refuseEnded(act: ActRecord): Promise<void> {
  if (act.undone) throw new AppError('already_acted', 'This was undone already.', { current: await presentAct(act) });
  authorize(undoEnd(act.at) >= new Date() && undoings[act.kind], 'undo_over');
}
