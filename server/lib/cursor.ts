import { AppError } from './errors.ts';

/** A place in a list ordered by a time and then by id, as it stands in `?cursor=`. Reducers of lists read it, too. */
export type Place = { at: Date; id: string };

export const formatCursor = ({ at, id }: Place): string => `${at.getTime()}_${id}`;

/** @throws AppError invalid_request for anything that `formatCursor` did not make. */
export function parseCursor(cursor: string): Place {
  const match = /^(\d{1,15})_([0-9a-f]{24})$/.exec(cursor);
  if (!match) throw refusedCursor();
  return { at: new Date(Number(match[1])), id: match[2]! };
}

/** For what is no cursor of the list it is used for. */
export const refusedCursor = (): AppError =>
  new AppError('invalid_request', 'The cursor is not one that a list gave out.', {
    errors: [{ path: 'cursor', message: 'is not one that a list gave out' }],
  });

/**
 * Cuts one item more than the page holds off the end, and says where the next page begins.
 * Ask the store for `limit + 1` items.
 */
export function cut<Item>(items: Item[], limit: number, place: (item: Item) => Place) {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { page, next: items.length > limit && last ? formatCursor(place(last)) : null };
}
