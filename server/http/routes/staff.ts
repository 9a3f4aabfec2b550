import { Site, SiteChange } from '../../../shared/site.ts';
import * as S from '../../../shared/staff.ts';
import { readStaffAccount } from '../../staff/accounts.ts';
import { appealSuspension } from '../../staff/appealing.ts';
import { erase, readErasures } from '../../staff/erasing.ts';
import { type Exported, exportMember, exportOwn } from '../../staff/export.ts';
import { readOverview } from '../../staff/overview.ts';
import { searchAccounts } from '../../staff/search.ts';
import { changeSite, readSite } from '../../staff/site.ts';
import { suspend, unsuspend } from '../../staff/suspending.ts';
import { Download, open, type Route, signedIn } from '../route.ts';

const EXPORT = { file: ['application/json'], limit: 'export' as const };

const download = ({ name, type, parts }: Exported) => new Download(name, type, parts);

/** What staff do about accounts and the site. */
export const staffRoutes: Route[] = [
  signedIn(
    'GET',
    '/staff/accounts',
    { summary: 'Find accounts (staff)', query: S.StaffAccountQuery, answer: S.StaffAccounts },
    ({ viewer, query }) => searchAccounts(viewer, query),
  ),
  signedIn(
    'GET',
    '/staff/accounts/:username',
    { summary: 'An account as staff see it (staff)', answer: S.StaffAccount },
    ({ viewer, params }) => readStaffAccount(viewer, params.username),
  ),
  signedIn(
    'PUT',
    '/staff/accounts/:username/suspension',
    { summary: 'Suspend an account (staff)', body: S.NewSuspension, answer: S.StaffAccount },
    async ({ viewer, params, body }) => {
      await suspend(viewer, params.username, body);
      return readStaffAccount(viewer, params.username);
    },
  ),
  signedIn(
    'DELETE',
    '/staff/accounts/:username/suspension',
    { summary: 'Lift a suspension (staff)', body: S.SuspensionEnd, answer: S.StaffAccount },
    async ({ viewer, params, body }) => {
      await unsuspend(viewer, params.username, body);
      return readStaffAccount(viewer, params.username);
    },
  ),

  signedIn(
    'GET',
    '/staff/accounts/:username/export',
    { summary: 'All that is kept about a member, as a file (staff)', ...EXPORT },
    async ({ viewer, params }) => download(await exportMember(viewer, params.username)),
  ),
  signedIn(
    'GET',
    '/me/export',
    { summary: 'All that is kept about oneself, as a file', ...EXPORT },
    async ({ viewer }) => download(exportOwn(viewer)),
  ),
  signedIn(
    'POST',
    '/staff/accounts/:username/erasure',
    { summary: 'Erase a member’s data, for ever (staff)', body: S.NewErasure, answer: S.Erasure, status: 201 },
    ({ viewer, params, body }) => erase(viewer, params.username, body),
  ),
  signedIn('GET', '/staff/erasures', { summary: 'The erasures there were (staff)', answer: S.Erasures }, ({ viewer }) =>
    readErasures(viewer),
  ),
  open(
    'POST',
    '/auth/appeal',
    { summary: 'Appeal against one’s suspension, once', body: S.SuspensionAppeal, limit: 'login' },
    ({ body }) => appealSuspension(body),
  ),
  signedIn('GET', '/site', { summary: 'What holds on the site (staff)', answer: Site }, ({ viewer }) =>
    readSite(viewer),
  ),
  signedIn(
    'PUT',
    '/site',
    { summary: 'Change what holds on the site (staff)', body: SiteChange, answer: Site },
    ({ viewer, body }) => changeSite(viewer, body),
  ),

  signedIn('GET', '/staff/overview', { summary: 'The nodes of the site (staff)', answer: S.Overview }, ({ viewer }) =>
    readOverview(viewer),
  ),
];
