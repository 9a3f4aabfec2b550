import type { NewSanction, Sanction } from '../../shared/sanctions.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { newId, toId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { type GroupRecord, leadersStreamOf, presentGroupRef, streamOf } from './group.ts';
import { MembershipModel, type MembershipRecord, membershipOf } from './membership.ts';
import { change, end, ownStream } from './membership-change.ts';
import { canLead, canSanction, isMember } from './policy.ts';
import { leading, leadingBySlug } from './readable.ts';
import { replaceEarlier, SanctionModel, type SanctionRecord } from './sanction.ts';
import { endOf } from './sanction-end.ts';
import { presentSanction } from './sanction-views.ts';

/** What else happens to someone who is banned, in the same transaction. */
type OnBan = (group: GroupRecord, subject: AccountRecord, reason: string) => Promise<void>;

/**
 * Mutes a member for a time, or bans someone, who need not be a member: they are out at once, and stay out.
 * @throws AppError not_found, forbidden, invalid_request (`until`)
 */
export async function imposeSanction(
  viewer: AccountRecord,
  slug: string,
  input: NewSanction,
  onBan: OnBan,
): Promise<Sanction> {
  const known = await leadingBySlug(viewer, slug);
  const subject = found(await accountByUsername(input.username), 'There is no member of that name.');
  return change(known.group, [subject], async (group) => {
    const { tie } = await leading(viewer, group);
    const theirs = await membershipOf(group._id, subject._id);
    authorize(canSanction(viewer, tie, subject, theirs));
    const sanction = { ...draft(viewer, group, subject, input), until: endOf(input) };
    if (input.kind === 'mute') await mute(theirs, sanction);
    else await ban(viewer, group, subject, theirs, sanction);
    await replaceEarlier(group._id, subject._id, input.kind, sanction.createdAt);
    await SanctionModel.create([sanction]);
    const shown = await tell('sanction.imposed', viewer, group, sanction);
    if (input.kind === 'ban') await onBan(group, subject, input.reason);
    return shown;
  });
}

/**
 * Takes a sanction back: leaders what leaders have imposed, staff any.
 * @throws AppError not_found to all others, forbidden, already_decided where it is over
 */
export async function liftSanction(viewer: AccountRecord, id: string): Promise<Sanction> {
  const known = found(await SanctionModel.findById(toId(id)).lean());
  const subject = { _id: known.account } as AccountRecord;
  return change({ _id: known.group }, [subject], async (group) => {
    authorize(canLead(viewer, await membershipOf(group._id, viewer._id)), 'not_found');
    const sanction = found(await SanctionModel.findById(known._id).lean());
    authorize(isStaff(viewer) || !sanction.byStaff);
    refuseEnded(sanction);
    const liftedAt = new Date();
    await SanctionModel.updateOne({ _id: sanction._id }, { $set: { liftedAt } });
    await release(sanction);
    return tell('sanction.lifted', viewer, group, { ...sanction, liftedAt });
  });
}

const draft = (viewer: AccountRecord, group: GroupRecord, subject: AccountRecord, { kind, reason }: NewSanction) => ({
  _id: newId(),
  group: group._id,
  account: subject._id,
  kind,
  reason,
  by: viewer._id,
  byStaff: isStaff(viewer),
  createdAt: new Date(),
  liftedAt: null,
});

async function mute(tie: MembershipRecord | null, { until, reason }: SanctionRecord): Promise<void> {
  const { _id } = found(tie && isMember(tie) ? tie : null, 'They are no member of this group.');
  await MembershipModel.updateOne({ _id }, { $set: { mutedUntil: until, muteReason: reason } });
}

async function ban(
  viewer: AccountRecord,
  group: GroupRecord,
  subject: AccountRecord,
  tie: MembershipRecord | null,
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

/** What the sanction forbade is allowed again. A membership that was ended stays so. */
async function release({ group, account, kind }: SanctionRecord): Promise<void> {
  if (kind === 'mute')
    await MembershipModel.updateOne({ group, account }, { $set: { mutedUntil: null, muteReason: null } });
  else
    await MembershipModel.updateOne(
      { group, account, state: 'banned' },
      { $set: { state: 'left', bannedUntil: null } },
    );
}

function refuseEnded({ liftedAt, until }: SanctionRecord): void {
  if (liftedAt) throw new AppError('already_decided', 'This has been taken back already, or replaced.');
  if (until && until <= new Date()) throw new AppError('already_decided', 'This is over already.');
}

async function tell(
  type: 'sanction.imposed' | 'sanction.lifted',
  viewer: AccountRecord,
  group: GroupRecord,
  sanction: SanctionRecord,
): Promise<Sanction> {
  const shown = await presentSanction(sanction, group);
  const streams = [leadersStreamOf(group), ownStream({ _id: sanction.account })];
  for (const stream of streams) append(stream, type, presentActor(viewer), shown);
  return shown;
}
