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
