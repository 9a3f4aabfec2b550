import type { Audit, AuditFilters } from '../../shared/audit.ts';
import { address, search } from './address.ts';
import { saveFile } from './download.ts';
import { ask } from './http.ts';

/** Of which group, by its address, or of the site's staff. */
export type AuditSource = { group: string } | 'staff';

const path = (source: AuditSource): string =>
  source === 'staff' ? '/staff/audit' : address`/groups/${source.group}/audit`;

export const audit = {
  list: (source: AuditSource, filters: AuditFilters, cursor?: string) =>
    ask<Audit>('GET', path(source) + search({ ...filters, cursor, limit: 50 })),
  save: (source: AuditSource, filters: AuditFilters, format: 'csv' | 'json') =>
    saveFile(`${path(source)}/export${search({ ...filters, format })}`),
};
