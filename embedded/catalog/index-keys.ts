import { type Doc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { matches } from '../match/match.ts';
import { arrayIndex } from '../match/walk.ts';
import { encodeKey, inverted } from '../values/key.ts';
import type { IndexField, IndexSpec } from './index-spec.ts';

/** Where a field's value is being looked for: from `node`, along what is left of its path. */
type Place = { node: Value | Missing; rest: string[]; fromArray: boolean; multikey: boolean };

/** What of an index says which keys a document has in it. */
type Keyed = Pick<IndexSpec, 'fields' | 'sparse' | 'partial'>;

export type IndexKeys = {
  /** Encoded fields, one string per entry the document has in the index. */
  keys: Set<string>;
  /** Which fields (as bits) went through an array. */
  multikey: number;
};

const none: IndexKeys = { keys: new Set(), multikey: 0 };

/** The entries that a document has in an index. Refuses two arrays side by side in a compound index, as MongoDB does. */
export function indexKeys(index: Keyed, doc: Doc): IndexKeys {
  if (index.partial && !matches(index.partial, doc)) return none;
  const places = index.fields.map(
    ({ parts }): Place => ({ node: doc, rest: parts, fromArray: false, multikey: false }),
  );
  const result: IndexKeys = { keys: new Set(), multikey: 0 };
  for (const values of combinations(places, index.fields)) {
    if (index.sparse && values.every(({ node }) => node === Missing)) continue;
    result.keys.add(values.map(({ node }, i) => fieldKey(index.fields[i] as IndexField, node)).join(''));
    values.forEach(({ multikey }, i) => {
      if (multikey) result.multikey |= 1 << i;
    });
  }
  return result;
}

/** The values of one entry, as clients are told of them. */
export function fieldKey(field: IndexField, value: Value | Missing): string {
  const key = encodeKey(value === Missing ? null : value);
  return field.descending ? inverted(key) : key;
}

/** The first entry's values, for the message on a duplicate key; with `key`, those of the entry that has this key. */
export function keyValues(index: IndexSpec, doc: Doc, key: string): Value[] {
  const places = index.fields.map(
    ({ parts }): Place => ({ node: doc, rest: parts, fromArray: false, multikey: false }),
  );
  const all = combinations(places, index.fields);
  const found = all.find(
    (values) => values.map(({ node }, i) => fieldKey(index.fields[i] as IndexField, node)).join('') === key,
  );
  return (found ?? all[0] ?? []).map(({ node }) => (node === Missing ? null : node));
}

function combinations(start: Place[], fields: IndexField[]): Place[][] {
  const places = start.map(advance);
  const open = places.filter(isOpenArray);
  if (open.length === 0) return [places];
  const array = (open[0] as Place).node as Value[];
  if (open.length > 1 && new Set(open.map((place) => wayTo(place, places, fields))).size > 1) parallel(places, fields);
  if (array.length === 0) return [places.map((place) => (isOpenArray(place) ? emptied(place) : place))];
  return array.flatMap((item) =>
    combinations(
      places.map((place) => (isOpenArray(place) ? entered(place, item) : place)),
      fields,
    ),
  );
}

/** The path to where a place is. One array is told from another by it: an update may put the same value in two fields. */
function wayTo(place: Place, places: Place[], fields: IndexField[]): string {
  const { parts } = fields[places.indexOf(place)] as IndexField;
  return parts.slice(0, parts.length - place.rest.length).join('.');
}

/** Follows the path as far as it goes without choosing among an array's elements. */
function advance(place: Place): Place {
  let { node, rest, fromArray } = place;
  while (rest.length > 0) {
    const [part, ...others] = rest as [string, ...string[]];
    if (node instanceof Map) node = node.has(part) ? (node.get(part) as Value) : Missing;
    else if (!Array.isArray(node)) return { ...place, node: Missing, rest: [], fromArray: true };
    else {
      const index = arrayIndex(part);
      if (index === undefined || index >= node.length)
        return fromArray ? { ...place, node: Missing, rest: [] } : { ...place, node, rest, fromArray };
      node = node[index] as Value;
    }
    rest = others;
    fromArray = false;
  }
  return { ...place, node, rest, fromArray };
}

function isOpenArray(place: Place): boolean {
  return Array.isArray(place.node) && !place.fromArray;
}

function entered(place: Place, item: Value): Place {
  return { node: item, rest: place.rest, fromArray: true, multikey: true };
}

/** An empty array's own entry is `undefined`, which sorts before null; a path through it finds nothing. */
function emptied(place: Place): Place {
  return { node: place.rest.length === 0 ? undefined : Missing, rest: [], fromArray: true, multikey: true };
}

function parallel(places: Place[], fields: IndexField[]): never {
  const names = fields.filter((_, i) => isOpenArray(places[i] as Place)).map(({ parts }) => `[${parts[0]}]`);
  return fail(171, `cannot index parallel arrays ${names.reverse().join(' ')}`);
}
