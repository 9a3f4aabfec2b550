import { AccountModel, presentActor } from '../../accounts/account.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { type MembershipRecord, membershipOf } from '../../groups/membership.ts';
import { sendAway } from '../../groups/membership-actions.ts';
import { bringBack } from '../../groups/membership-change.ts';
import { isMember, say } from '../../groups/policy.ts';
import { found } from '../../lib/errors.ts';
import type { Deed, NewActOf, Undoing } from '../deed.ts';
import { concernedAt, stillMember, streamsOfMember } from './member-at.ts';

/** Sends a member away, who may come back as anyone may. @throws AppError not_found, forbidden, already_acted */
export const removeMember: Deed<NewActOf<'remove-member'>> = {
  by: 'leaders',
  streams: ({ username }) => streamsOfMember(username),
  async perform(at, { username, reason }) {
    const { viewer, group, tie } = at;
    const concerned = await concernedAt(at, username);
    const before = await stillMember(at, concerned);
    const own = { kind: 'remove-member' as const, group: group._id, reason, say: say(viewer.role, tie) };
    const acts = begun(viewer, [{ ...own, subject: concerned.subject._id, before }]);
    await sendAway(viewer, group, concerned.subject, before, reason);
    return acts;
  },
};

/** They are a member as before; who has come back by themselves stays as they are. @throws AppError already_acted where they were banned since */
export const undoRemovingMember: Undoing = async ({ viewer, group }, act) => {
  const tie = await membershipOf(group._id, act.subject!);
  if (tie?.state === 'banned')
    await refuseLate({ group: group._id, subject: act.subject }, ['ban'], 'They have been banned since.');
  if (isMember(tie)) return;
  const subject = found(await AccountModel.findById(act.subject).lean());
  await bringBack(group, subject, act.before as MembershipRecord, presentActor(viewer));
};
