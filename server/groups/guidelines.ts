import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { authorize } from '../lib/errors.ts';
import type { GroupRecord } from './group.ts';
import { MembershipModel, type MembershipRecord } from './membership.ts';
import { ownStream } from './membership-change.ts';
import { isMember } from './policy.ts';
import { insideBySlug } from './readable.ts';

/**
 * Notes that a member accepts the guidelines as they are.
 * @param version the one they have read: it must be the one in force.
 * @throws AppError not_found, not_a_member, guidelines_changed
 */
export function acceptGuidelines(viewer: AccountRecord, slug: string, version: number): Promise<void> {
  return write([ownStream(viewer)], async () => {
    const { group, tie } = await insideBySlug(viewer, slug);
    authorize(tie !== null && isMember(tie), 'not_a_member');
    authorize(group.guidelines.version === version, 'guidelines_changed');
    await accept(viewer, group, tie, version);
  });
}

/** In the transaction at hand, which writes to the member's own stream. */
export async function accept(viewer: AccountRecord, group: GroupRecord, tie: MembershipRecord, version: number) {
  if (tie.guidelinesVersion === version) return;
  await MembershipModel.updateOne({ _id: tie._id }, { $set: { guidelinesVersion: version } });
  append(ownStream(viewer), 'guidelines.accepted', presentActor(viewer), { groupId: group._id.toString(), version });
}

/** The version someone has accepted who is let in without having been asked: none, where there is something to accept. */
export const unasked = ({ guidelines }: GroupRecord): number => (guidelines.text === '' ? guidelines.version : 0);
