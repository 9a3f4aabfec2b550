import type { Audit, AuditFilters } from '../../shared/audit.ts';
import { reduceAudit } from '../../shared/reduce/audit.ts';
import { type AuditSource, audit } from '../api/audit.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';
import { olderHead } from '../ui/pages.ts';
import { withoutRepeats } from '../ui/use-more.ts';

/** An audit log, narrowed; live, and joined with its following pages. */
export function auditOf(source: AuditSource, filters: AuditFilters) {
  const shown = view<Audit>(reduceAudit(filters));
  const key = ['audit', source, filters];
  return {
    key,
    view: shown,
    query: snapshot(key, shown, () => audit.list(source, filters)),
    fetch: (cursor: string) => audit.list(source, filters, cursor),
    merge: (before: Audit, page: Audit): Audit => ({
      ...page,
      items: withoutRepeats(before.items, page.items, ({ seq }) => String(seq)),
      head: olderHead(before, page),
    }),
  };
}
