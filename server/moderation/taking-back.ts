import type { AccountRecord } from '../accounts/account.ts';
import { endSuspension } from '../accounts/suspension.ts';
import { ActModel, type ActRecord } from '../acts/act.ts';
import { tellActs } from '../acts/keep-acts.ts';
import { groupById } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { AppError } from '../lib/errors.ts';
import { judgeAnew } from '../partners/judging-anew.ts';
import { undoings } from './deeds.ts';
import { endSweep } from './sweeps.ts';

/**
 * Takes an act back for good, however long ago it was, as far as nothing else has come of it: what another act came after stays as it is.
 * In the transaction at hand. @returns the act as it is now.
 */
export async function takeBack(viewer: AccountRecord, act: ActRecord): Promise<ActRecord> {
  return act.undone || !(await undone(viewer, act)) ? act : noteUndone(viewer, act);
}

/** Keeps that an act was taken back, and tells of it. In the transaction at hand. */
export async function noteUndone(viewer: AccountRecord, act: ActRecord): Promise<ActRecord> {
  const now = { ...act, undone: { at: new Date(), by: viewer._id } };
  await ActModel.updateOne({ _id: act._id }, { $set: { undone: now.undone } });
  await tellActs('act.undone', viewer, [now]);
  return now;
}

async function undone(viewer: AccountRecord, act: ActRecord): Promise<boolean> {
  if (act.kind === 'suspend') {
    await endSweep(act, viewer._id);
    const ended = await endSuspension(act.subject!, act._id);
    await judgeAnew(act.subject!, new Date());
    return ended;
  }
  const undoing = undoings[act.kind];
  if (!undoing || !act.group) return false;
  const at = { viewer, group: await groupById(act.group), tie: await membershipOf(act.group, viewer._id) };
  return undoing(at, act).then(() => true, refusal);
}

/** Undoings refuse before they change anything. */
function refusal(error: unknown): false {
  if (error instanceof AppError && (error.code === 'already_acted' || error.code === 'not_found')) return false;
  throw error;
}
