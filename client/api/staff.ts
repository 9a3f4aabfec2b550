import type { Site, SiteChange } from '../../shared/site.ts';
import type {
  Erasure,
  NewErasure,
  NewSuspension,
  Overview,
  StaffAccount,
  StaffAccountQuery,
  StaffAccounts,
  SuspensionAppeal,
} from '../../shared/staff.ts';
import { address, search } from './address.ts';
import { saveFile } from './download.ts';
import { ask } from './http.ts';
import { askWith } from './request.ts';

const account = (username: string, part = '') => address`/staff/accounts/${username}` + part;

/** What staff do about accounts and the site. */
export const staff = {
  overview: () => ask<Overview>('GET', '/staff/overview'),
  accounts: (query: Partial<StaffAccountQuery>) => ask<StaffAccounts>('GET', `/staff/accounts${search(query)}`),
  account: (username: string) => ask<StaffAccount>('GET', account(username)),
  suspend: (username: string, suspension: NewSuspension) =>
    ask<StaffAccount>('PUT', account(username, '/suspension'), suspension),
  unsuspend: (username: string, reason: string) =>
    ask<StaffAccount>('DELETE', account(username, '/suspension'), { reason }),
  saveData: (username: string) => saveFile(account(username, '/export')),
  erase: (username: string, erasure: NewErasure) => ask<Erasure>('POST', account(username, '/erasure'), erasure),
  site: () => ask<Site>('GET', '/site'),
  changeSite: (change: SiteChange) => ask<Site>('PUT', '/site', change),
};

/** The one appeal of someone who cannot sign in. */
export const appealSuspension = (appeal: SuspensionAppeal) => askWith<void>(null, 'POST', '/auth/appeal', appeal);
