import { AccountModel, presentActor } from '../../accounts/account.ts';
import type { ActRecord } from '../../acts/act.ts';
import { refuseLate } from '../../acts/quicker.ts';
import type { ObjectId } from '../../db/id.ts';
import { MembershipModel, type MembershipRecord } from '../../groups/membership.ts';
import { bringBack } from '../../groups/membership-change.ts';
import { SanctionModel, type SanctionRecord } from '../../groups/sanction.ts';
import { standAgain, withdraw } from '../../groups/sanctioning.ts';
import { found } from '../../lib/errors.ts';
import type { Ground, Undoing } from '../deed.ts';
import { endSweep } from '../sweeps.ts';

/** What was so before someone was muted (their mute) or banned (their membership), and which sanction gave way. */
export type Before = Partial<Pick<MembershipRecord, 'mutedUntil' | 'muteReason'>> & {
  membership?: MembershipRecord | null;
  replaced: ObjectId | null;
};

/** The member may post again, or is muted as before. @throws AppError already_acted where another one has changed it since */
export const undoMute: Undoing = async (at, act) => {
  const { mutedUntil, muteReason, replaced } = act.before as Before;
  await withdraw(at.viewer, at.group, await imposedBy(act));
  await MembershipModel.updateOne({ group: act.group, account: act.subject }, { $set: { mutedUntil, muteReason } });
  await putBack(at, replaced);
};

/** They are what they were before, with role and dates, and what they had posted comes back. @throws AppError as `undoMute` */
export const undoBan: Undoing = async (at, act) => {
  const { membership, replaced } = act.before as Before;
  await withdraw(at.viewer, at.group, await imposedBy(act));
  const subject = found(await AccountModel.findById(act.subject).lean());
  const tie = { group: at.group._id, account: act.subject!, state: 'banned' as const };
  // A ban that was over by itself may have been followed by coming back: that stays.
  if (!membership) await MembershipModel.deleteOne(tie);
  else if (await MembershipModel.exists(tie)) await bringBack(at.group, subject, membership, presentActor(at.viewer));
  await putBack(at, replaced);
  await endSweep(act, at.viewer._id);
};

async function imposedBy({ _id, group, subject }: ActRecord): Promise<SanctionRecord> {
  const sanction = found(await SanctionModel.findOne({ group, account: subject, act: _id }).lean());
  const since = { group, subject, at: { $gte: sanction.createdAt }, _id: { $ne: _id } };
  if (sanction.liftedAt) await refuseLate(since, ['mute', 'ban', 'lift'], 'It is not in force any more.');
  return sanction;
}

async function putBack({ viewer, group }: Ground, replaced: ObjectId | null): Promise<void> {
  const earlier = replaced && (await SanctionModel.findById(replaced).lean());
  if (earlier) await standAgain(viewer, group, earlier);
}
