import type { ReportQuery, Reports } from '../../shared/reports.ts';
import { STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import type { ObjectId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { leadersStreamOf } from '../groups/group.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { cut } from '../lib/cursor.ts';
import { authorize } from '../lib/errors.ts';
import { presentReports } from './present.ts';
import { ReportModel } from './report.ts';

/** What waits in a group for its leaders, or was decided there. @throws AppError not_found, forbidden */
export async function readReports(viewer: AccountRecord, slug: string, query: ReportQuery): Promise<Reports> {
  const { group } = await leadingBySlug(viewer, slug);
  return readQueue(group._id, leadersStreamOf(group), query);
}

/** What waits for staff, or was decided by them. @throws AppError forbidden */
export async function readStaffReports(viewer: AccountRecord, query: ReportQuery): Promise<Reports> {
  authorize(isStaff(viewer));
  return readQueue(null, STAFF_STREAM, query);
}

async function readQueue(group: ObjectId | null, stream: Stream, query: ReportQuery): Promise<Reports> {
  const { state, kind, limit, cursor } = query;
  const head = await headOf(stream);
  const [field, order, step] =
    state === 'open' ? (['createdAt', 'ascending', 1] as const) : (['resolvedAt', 'descending', -1] as const);
  const reports = await ReportModel.find({ group, state, ...(kind && { kind }), ...beyond(field, order, cursor) })
    .sort({ [field]: step, _id: step })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(reports, limit, (report) => ({ at: report[field]!, id: report._id.toString() }));
  return { items: await presentReports(page), next, head };
}
