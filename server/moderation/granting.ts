import type { AccountRecord } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import { groupById } from '../groups/group.ts';
import { HeldModel } from '../topics/held.ts';
import { approveHeld, type HeldBefore } from '../topics/held-deciding.ts';
import { type Granted, madeBy } from './deeds/undo-granting.ts';
import { noteUndone, takeBack } from './taking-back.ts';

/** An act as it is after an appeal against it was granted, and what it takes to undo that. */
type Answered = { act: ActRecord; before: Granted };

/**
 * Takes back what an appeal is against, as far as nothing else has come after it; what was refused is posted. In the transaction at hand.
 * @throws AppError what keeps a post from being posted, as `approveHeld`
 */
export async function grantAgainst(viewer: AccountRecord, act: ActRecord): Promise<Answered> {
  if (act.kind === 'refuse-post') return postRefused(viewer, act);
  const was = act.undone ? null : await madeBy(act);
  const now = await takeBack(viewer, act);
  return { act: now, before: { act: act._id, was: now === act ? null : was } };
}

async function postRefused(viewer: AccountRecord, act: ActRecord): Promise<Answered> {
  const { held: _id } = (act.before ?? {}) as Partial<HeldBefore>;
  const refused = !act.undone && _id && (await HeldModel.exists({ _id, state: 'refused' }));
  if (!refused) return { act, before: { act: act._id, was: null } };
  const { before } = await approveHeld(viewer, await groupById(act.group!), _id, 'refused');
  return { act: await noteUndone(viewer, act), before: { act: act._id, was: before } };
}
