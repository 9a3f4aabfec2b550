import { type Collection, idIndex } from '../catalog/collection.ts';
import { entryKey } from '../catalog/records.ts';
import type { Filter } from '../match/filter.ts';
import { encodeKey, isShortened } from '../values/key.ts';

/**
 * Where the `_id` index has the one document that a query can mean which asks for an `_id` and nothing else; undefined for
 * any other query. Such queries are most of what there is, and need no plan.
 */
export function idLookup(collection: Collection, filter: Filter): string | undefined {
  if (filter.kind !== 'field' || filter.path !== '_id' || filter.test.op !== 'eq') return undefined;
  const { value } = filter.test;
  if (value === null || value === undefined || Array.isArray(value)) return undefined;
  const key = encodeKey(value);
  return isShortened(key) ? undefined : entryKey(idIndex(collection), key, '');
}
