import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append } from '../events/write.ts';
import { type GroupRecord, leadersStreamOf, presentGroupRef, streamOf } from './group.ts';
import { MembershipModel, type MembershipRecord } from './membership.ts';
import { end, ownStream } from './membership-change.ts';
import { isMember } from './policy.ts';
import { replaceEarlier, SanctionModel, type SanctionRecord } from './sanction.ts';
import { presentSanction } from './sanction-views.ts';

// Steps of muting and banning and of taking that back, in the transaction at hand, which writes to the streams of the group, its
// leaders and the one concerned.

/** Whom a sanction is about, and what ties them to the group. */
export type Concerned = { subject: AccountRecord; tie: MembershipRecord | null };

/** Mutes a member for a time, or bans someone, who need not be a member, in the place of an earlier sanction of that kind. */
export async function impose(
  viewer: AccountRecord,
  group: GroupRecord,
  concerned: Concerned,
  sanction: SanctionRecord,
): Promise<void> {
  await enforce(viewer, group, concerned, sanction);
  await replaceEarlier(sanction);
  await SanctionModel.create([sanction]);
  await tell('sanction.imposed', viewer, group, sanction);
}

/** Takes a sanction back: what it forbade is allowed again. A membership that a ban has ended stays so. */
export async function lift(viewer: AccountRecord, group: GroupRecord, sanction: SanctionRecord): Promise<void> {
  await withdraw(viewer, group, sanction);
  const tie = { group: group._id, account: sanction.account };
  if (sanction.kind === 'mute') await MembershipModel.updateOne(tie, { $set: { mutedUntil: null, muteReason: null } });
  else await MembershipModel.updateOne({ ...tie, state: 'banned' }, { $set: { state: 'left', bannedUntil: null } });
}

/** Ends a sanction where the membership is put right by other means. */
export async function withdraw(viewer: AccountRecord, group: GroupRecord, sanction: SanctionRecord): Promise<void> {
  const liftedAt = new Date();
  await SanctionModel.updateOne({ _id: sanction._id }, { $set: { liftedAt } });
  await tell('sanction.lifted', viewer, group, { ...sanction, liftedAt });
}

/** Puts a sanction that was taken back in force again, whatever they have become since. */
export async function reimpose(
  viewer: AccountRecord,
  group: GroupRecord,
  concerned: Concerned,
  sanction: SanctionRecord,
): Promise<void> {
  await enforce(viewer, group, concerned, sanction);
  await standAgain(viewer, group, sanction);
}

/** Lets a sanction be in force again where the membership says so already. */
export async function standAgain(viewer: AccountRecord, group: GroupRecord, sanction: SanctionRecord): Promise<void> {
  await SanctionModel.updateOne({ _id: sanction._id }, { $set: { liftedAt: null } });
  await tell('sanction.imposed', viewer, group, { ...sanction, liftedAt: null });
}

async function enforce(
  viewer: AccountRecord,
  group: GroupRecord,
  concerned: Concerned,
  sanction: SanctionRecord,
): Promise<void> {
  const { kind, until, reason, account } = sanction;
  if (kind === 'ban') return ban(viewer, group, concerned, sanction);
  const muted = { mutedUntil: until, muteReason: reason };
  await MembershipModel.updateOne({ group: group._id, account }, { $set: muted });
}

async function ban(
  viewer: AccountRecord,
  group: GroupRecord,
  { subject, tie }: Concerned,
  { until, reason }: SanctionRecord,
): Promise<void> {
  const actor = presentActor(viewer);
  const { id: accountId, username } = presentActor(subject);
  const ending = { state: 'banned' as const, bannedUntil: until };
  const wasMember = tie !== null && isMember(tie);
  const memberCount = wasMember ? await end(group, tie, actor, ending) : group.memberCount;
  if (!wasMember) await shutOut(group, subject, ending);
  append(streamOf(group), 'member.banned', actor, { accountId, username, memberCount });
  if (wasMember)
    append(ownStream(subject), 'membership.ended', actor, { group: presentGroupRef(group), by: 'ban', reason });
}

/** Someone who is not a member has a tie from then on that keeps them out. */
async function shutOut(
  group: GroupRecord,
  subject: AccountRecord,
  ending: Pick<MembershipRecord, 'state' | 'bannedUntil'>,
): Promise<void> {
  const now = new Date();
  await MembershipModel.updateOne(
    { group: group._id, account: subject._id },
    { $set: { ...ending, role: 'member', endedAt: now }, $setOnInsert: { joinedAt: now, guidelinesVersion: 0 } },
    { upsert: true },
  );
}

async function tell(
  type: 'sanction.imposed' | 'sanction.lifted',
  viewer: AccountRecord,
  group: GroupRecord,
  sanction: SanctionRecord,
): Promise<void> {
  const shown = await presentSanction(sanction, group);
  const streams = [leadersStreamOf(group), ownStream({ _id: sanction.account })];
  for (const stream of streams) append(stream, type, presentActor(viewer), shown);
}
