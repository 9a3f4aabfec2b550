import type { Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { actById } from '../acts/act.ts';
import { toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { type GroupRecord, groupById } from '../groups/group.ts';
import { type MembershipRecord, membershipOf } from '../groups/membership.ts';
import { canLead, say } from '../groups/policy.ts';
import { authorize, found } from '../lib/errors.ts';
import { queueStream } from '../reports/filing.ts';
import { type ReportRecord, reportById } from '../reports/report.ts';

/** Who has a report before them. `group` is null where it waits for staff. */
export type Desk = { viewer: AccountRecord; group: GroupRecord | null; tie: MembershipRecord | null };

/**
 * Does something about a report that the viewer may decide, in a transaction.
 * @param more streams it writes to beside the queue's. @throws AppError not_found to all who do not see the queue, forbidden
 */
export async function atReport<Result>(
  viewer: AccountRecord,
  id: string,
  more: (report: ReportRecord) => Promise<Stream[]>,
  work: (report: ReportRecord, desk: Desk) => Promise<Result>,
): Promise<Result> {
  const known = await reportById(toId(id));
  await deskOf(viewer, known);
  return write([queueStream(known), ...(await more(known))], async () => {
    const report = await reportById(known._id);
    const desk = await deskOf(viewer, report);
    await authorizeDeciding(desk, report);
    return work(report, desk);
  });
}

/** Others than those who lead learn nothing of a report, not even that there is one. */
async function deskOf(viewer: AccountRecord, report: ReportRecord): Promise<Desk> {
  if (!report.group) {
    authorize(isStaff(viewer), 'not_found');
    return { viewer, group: null, tie: null };
  }
  const tie = await membershipOf(report.group, viewer._id);
  authorize(canLead(viewer, tie), 'not_found');
  return { viewer, group: await groupById(report.group), tie };
}

/** Nobody decides about what they have said or done themselves, nor about someone with as much say as they have. */
async function authorizeDeciding(desk: Desk, report: ReportRecord): Promise<void> {
  if (report.act) await authorizeAppeal(desk, report);
  if (report.post) await authorizePost(desk, report.post.author, report.group);
}

async function authorizePost({ viewer, tie }: Desk, author: AccountRecord['_id'], group: ReportRecord['group']) {
  authorize(!author.equals(viewer._id), 'forbidden', 'This is your own post: someone else decides about it.');
  if (isStaff(viewer)) return;
  const { role } = found(await AccountModel.findById(author).lean());
  const theirs = group && (await membershipOf(group, author));
  const detail = 'Its author has as much say here as you: staff decide about it.';
  authorize(say(viewer.role, tie) > say(role, theirs), 'forbidden', detail);
}

async function authorizeAppeal({ viewer, tie }: Desk, report: ReportRecord): Promise<void> {
  const act = await actById(report.act!);
  authorize(!act.subject?.equals(viewer._id), 'forbidden', 'This is your own appeal: someone else decides about it.');
  const own = act.by.equals(viewer._id) && !(report.group === null && (await isOnlyStaff(viewer)));
  authorize(!own, 'forbidden', 'You did this yourself: another leader or staff decide about the appeal.');
  authorize(act.say <= say(viewer.role, tie), 'forbidden', 'Staff did this: staff decide about the appeal.');
}

/** Where there is nobody else, one who did it has to look again. */
const isOnlyStaff = async ({ _id }: AccountRecord): Promise<boolean> =>
  (await AccountModel.exists({ role: 'staff', _id: { $ne: _id } })) === null;
