import type { AuditExportQuery, AuditFilters, AuditLine } from '../../shared/audit.ts';
import { STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, accountTogether } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { headOf } from '../events/log.ts';
import { leadersStreamOf } from '../groups/group.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { authorize, found } from '../lib/errors.ts';
import { linesBefore, STRETCH } from './audit.ts';
import { csvRow } from './csv.ts';

/** A file as it is made: `parts` one after another. */
export type Exported = { name: string; type: string; parts: AsyncIterable<string> };

/** All of a group's audit log, or what matches. @throws AppError not_found, forbidden */
export async function exportAudit(viewer: AccountRecord, slug: string, query: AuditExportQuery): Promise<Exported> {
  const { group } = await leadingBySlug(viewer, slug);
  const mayStill = async () => void (await leadingBySlug(await now(viewer), slug));
  return exported(`audit-${slug}`, leadersStreamOf(group), query, mayStill);
}

/** All of the staff's audit log, or what matches. @throws AppError forbidden */
export async function exportStaffAudit(viewer: AccountRecord, query: AuditExportQuery): Promise<Exported> {
  authorize(isStaff(viewer));
  const mayStill = async () => authorize(isStaff(await now(viewer)));
  return exported('audit-staff', STAFF_STREAM, query, mayStill);
}

const now = async ({ _id }: AccountRecord) => found(await accountTogether(_id.toString()));

/** @param mayStill is asked before each stretch: who is no longer permitted gets no more of it. */
function exported(
  name: string,
  stream: Stream,
  { format, ...filters }: AuditExportQuery,
  mayStill: () => Promise<void>,
): Exported {
  const stretches = linesOf(stream, filters, mayStill);
  if (format === 'json') {
    return { name: `${name}.json`, type: 'application/json; charset=utf-8', parts: asJson(stretches) };
  }
  return { name: `${name}.csv`, type: 'text/csv; charset=utf-8; header=present', parts: asCsv(stretches) };
}

/** The latest first, as far as there was anything when it began. */
async function* linesOf(
  stream: Stream,
  filters: AuditFilters,
  mayStill: () => Promise<void>,
): AsyncGenerator<AuditLine[]> {
  const head = await headOf(stream);
  for (let before = head.seq + 1; before > 1; before -= STRETCH) {
    await mayStill();
    yield await linesBefore(stream, before, filters);
  }
}

const COLUMNS = ['number', 'time', 'topic', 'kind', 'event', 'by', 'subject', 'reason', 'summary', 'act'];

const row = ({ seq, at, topic, kind, type, by, subject, reason, summary, actId }: AuditLine): string =>
  csvRow([String(seq), at, topic, kind, type, by.username, subject ?? '', reason, summary, actId ?? '']);

async function* asCsv(stretches: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  yield csvRow(COLUMNS);
  for await (const lines of stretches) if (lines.length > 0) yield lines.map(row).join('');
}

async function* asJson(stretches: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  yield '[';
  let first = true;
  for await (const lines of stretches) {
    if (lines.length === 0) continue;
    yield `${first ? '' : ','}\n${lines.map((line) => JSON.stringify(line)).join(',\n')}`;
    first = false;
  }
  yield '\n]\n';
}
