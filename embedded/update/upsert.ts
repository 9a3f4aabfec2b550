import type { Doc, Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { madeSpot, put } from './paths.ts';

/** What an upsert starts from: the fields that the query holds to one value. */
export function upsertBase(filter: Filter): Doc {
  return documentOf(equalities(filter));
}

/** What a replacement takes from the query: its `_id` alone, and only as a whole. */
export function replacementBase(filter: Filter): Doc {
  const ids = equalities(filter).filter(([path]) => path.split('.')[0] === '_id');
  const part = ids.find(([path]) => path !== '_id');
  if (part) fail(111, `field at '_id' must be exactly specified, field at sub-path '${part[0]}' found`);
  return documentOf(ids);
}

function documentOf(equal: [string, Value][]): Doc {
  const doc: Doc = new Map();
  const seen: string[] = [];
  for (const [path, value] of equal) {
    const clash = seen.find((other) => other === path || path.startsWith(`${other}.`) || other.startsWith(`${path}.`));
    if (clash !== undefined) fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    seen.push(path);
    put(madeSpot(doc, path.split('.')), value);
  }
  return doc;
}

function equalities(filter: Filter): [string, Value][] {
  if (filter.kind === 'and') return filter.filters.flatMap(equalities);
  if (filter.kind === 'or' && filter.filters.length === 1) return filter.filters.flatMap(equalities);
  if (filter.kind !== 'field') return [];
  const { test } = filter;
  if (test.op === 'eq') return [[filter.path, test.value]];
  if (test.op === 'in')
    return test.values.length === 1 && test.patterns.length === 0 ? [[filter.path, test.values[0]]] : [];
  if (test.op !== 'all') return [];
  return test.tests.flatMap((one): [string, Value][] => (one.op === 'eq' ? [[filter.path, one.value]] : []));
}
