import { lineOf } from '../../shared/audit/line-of.ts';
import { matches } from '../../shared/audit/matches.ts';
import type { Audit, AuditFilters, AuditLine, AuditQuery } from '../../shared/audit.ts';
import { STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { headOf, readBefore } from '../events/log.ts';
import { leadersStreamOf } from '../groups/group.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';

/** How many events are read at a time. */
export const STRETCH = 250;

/** How many events one request looks through, at most: where few of them match, its page is short and `next` goes on. */
export const WALK = 5_000;

/** What was done in a group, the latest first: its leaders' stream, which nothing is ever taken from. @throws AppError not_found, forbidden */
export async function readAudit(viewer: AccountRecord, slug: string, query: AuditQuery): Promise<Audit> {
  const { group } = await leadingBySlug(viewer, slug);
  return walk(leadersStreamOf(group), query);
}

/** What staff did and were told on the site. @throws AppError forbidden */
export async function readStaffAudit(viewer: AccountRecord, query: AuditQuery): Promise<Audit> {
  authorize(isStaff(viewer));
  return walk(STAFF_STREAM, query);
}

async function walk(stream: Stream, { cursor, limit, ...filters }: AuditQuery): Promise<Audit> {
  const head = await headOf(stream);
  const start = cursor ? Math.min(Number(cursor), head.seq + 1) : head.seq + 1;
  const found: AuditLine[] = [];
  let at = start;
  while (at > 1 && found.length < limit && at > start - WALK) {
    found.push(...(await linesBefore(stream, at, filters)));
    at = Math.max(1, at - STRETCH);
  }
  const items = found.slice(0, limit);
  if (found.length > limit) at = items.at(-1)!.seq;
  return { items, next: at > 1 ? String(at) : null, head };
}

/** The lines of a stretch of a stream, the latest first. */
export async function linesBefore(stream: Stream, before: number, filters: AuditFilters): Promise<AuditLine[]> {
  const events = await readBefore(stream, before, STRETCH, filters);
  return events.flatMap((event) => {
    const line = lineOf(event);
    return line && matches(line, filters) ? [line] : [];
  });
}
