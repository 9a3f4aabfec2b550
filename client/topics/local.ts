import { viewer } from '../live/current.ts';

/** What is kept on this machine, apart for each account. */
const keyOf = (name: string) => `guildhall.${viewer()}.${name}`;

export function readLocal(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null');
  } catch {
    return null;
  }
}

type Named = { clientId: string };

/**
 * Keeps each of several things apart, so that what one tab has on its way is not forgotten by another that knows nothing
 * of it. They do not change. @param before what was kept of this list until now.
 */
export function writeEach(name: string, before: readonly Named[], after: readonly Named[]): void {
  const without = (list: readonly Named[]) => (each: Named) => !list.some(({ clientId }) => clientId === each.clientId);
  for (const { clientId } of before.filter(without(after))) writeLocal(`${name}.${clientId}`, null);
  for (const each of after.filter(without(before))) writeLocal(`${name}.${each.clientId}`, each);
}

/** All that was kept so, by whichever tab. */
export const readEach = (name: string): unknown[] => localNames(`${name}.`).map(readLocal);

/** The names of what is kept for this account, of those that begin so. */
export function localNames(prefix: string): string[] {
  const own = keyOf('');
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(own + prefix))
    .map((key) => key.slice(own.length));
}

/** Null, an empty text and an empty list leave nothing behind. A full disk is no reason to stop writing. */
export function writeLocal(name: string, value: unknown): void {
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  try {
    if (empty) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // The text is still on the page.
  }
}
