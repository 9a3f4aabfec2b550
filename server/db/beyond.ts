import { parseCursor } from '../lib/cursor.ts';
import { toId } from './id.ts';

/**
 * Narrows a list that is ordered by a time and then by id to what comes after the cursor; without one, to all of it.
 * @param key the field with the id.
 * @throws AppError invalid_request for what is no cursor.
 */
export function beyond(field: string, order: 'ascending' | 'descending', cursor: string | undefined, key = '_id') {
  if (cursor === undefined) return {};
  const { at, id } = parseCursor(cursor);
  const further = order === 'ascending' ? '$gt' : '$lt';
  return { $or: [{ [field]: { [further]: at } }, { [field]: at, [key]: { [further]: toId(id) } }] };
}
