import { strings } from '../strings.ts';

// The order matters: each of the first also claims to be those after it.
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['HeadlessChrome/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** "Firefox, Linux" */
export function browserOf(userAgent: string): string {
  const find = (table: readonly (readonly [string, string])[]) => table.find(([mark]) => userAgent.includes(mark))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(', ');
  return known || userAgent.slice(0, 60) || strings.accounts.unknownPlace;
}
