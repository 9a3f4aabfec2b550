import { lineOf } from '../audit/line-of.ts';
import { matches } from '../audit/matches.ts';
import type { Audit, AuditFilters } from '../audit.ts';
import { type Reducer, reducer } from './reducer.ts';

/** An audit log, the latest first, narrowed by `filters`. Nothing in it ever changes: what happens comes on top. */
export const reduceAudit = (filters: AuditFilters = {}): Reducer<Audit> =>
  reducer<Audit>((log, event) => {
    const line = lineOf(event);
    const isNew = line !== null && matches(line, filters) && log.items.every(({ seq }) => seq !== line.seq);
    return isNew ? { ...log, items: [line, ...log.items] } : log;
  });
