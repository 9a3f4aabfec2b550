import * as A from '../../../shared/audit.ts';
import { readAudit, readStaffAudit } from '../../moderation/audit.ts';
import { type Exported, exportAudit, exportStaffAudit } from '../../moderation/audit-export.ts';
import { Download, type Route, signedIn } from '../route.ts';

const FILES = { file: ['text/csv', 'application/json'], limit: 'export' as const };

const download = ({ name, type, parts }: Exported) => new Download(name, type, parts);

/** What was done, by whom and why. It can be read, and nothing here or elsewhere changes it. */
export const auditRoutes: Route[] = [
  signedIn(
    'GET',
    '/groups/:slug/audit',
    { summary: 'What was done in a group, the latest first (leaders)', query: A.AuditQuery, answer: A.Audit },
    ({ viewer, params, query }) => readAudit(viewer, params.slug, query),
  ),
  signedIn(
    'GET',
    '/groups/:slug/audit/export',
    { summary: 'All that was done in a group, as a file (leaders)', query: A.AuditExportQuery, ...FILES },
    async ({ viewer, params, query }) => download(await exportAudit(viewer, params.slug, query)),
  ),
  signedIn(
    'GET',
    '/staff/audit',
    { summary: 'What was done on the site, the latest first (staff)', query: A.AuditQuery, answer: A.Audit },
    ({ viewer, query }) => readStaffAudit(viewer, query),
  ),
  signedIn(
    'GET',
    '/staff/audit/export',
    { summary: 'All that was done on the site, as a file (staff)', query: A.AuditExportQuery, ...FILES },
    async ({ viewer, query }) => download(await exportStaffAudit(viewer, query)),
  ),
];
