import { accountKey } from '../accounts.ts';
import type { Expert } from './experts.ts';

/** Which of someone's names puts them where they are in a directory: the displayed one comes before the username. */
export const DIRECTORY_PARTS = ['displayName', 'username'] as const;

/** Where someone is in a directory: in one of its parts, there by that name, and among those of the same name by id. */
export type DirectoryPlace = { part: number; key: string; id: string };

/**
 * Where someone is among those whose displayed name, or else whose username, begins with `q`; null: they are not among them. All
 * displayed names begin with nothing.
 */
export function placeOf(expert: Expert, q = ''): DirectoryPlace | null {
  const sought = accountKey(q);
  const part = DIRECTORY_PARTS.findIndex((name) => accountKey(expert[name]).startsWith(sought));
  return part < 0 ? null : { part, key: accountKey(expert[DIRECTORY_PARTS[part]!]), id: expert.id };
}

/** The order of places. */
export const comparePlaces = (a: DirectoryPlace, b: DirectoryPlace): number =>
  a.part - b.part || compareText(a.key, b.key) || (a.id < b.id ? -1 : Number(a.id > b.id));

/** As the store compares text: by whole characters, where `<` goes by halves of those beyond the first 65,536. */
function compareText(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((character, index) => character !== other[index]);
  if (at < 0) return one.length - other.length;
  return one[at]!.codePointAt(0)! - (other[at]?.codePointAt(0) ?? -1);
}
