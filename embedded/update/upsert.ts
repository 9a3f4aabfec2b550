import type { Doc, Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { madeSpot, put } from './paths.ts';

/** What an upsert starts from: the fields that the query holds to one value. */
export function upsertBase(filter: Filter): Doc {
  const doc: Doc = new Map();
  const seen: string[] = [];
  for (const [path, value] of equalities(filter)) {
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
  if (test.op !== 'all' || test.tests.length !== 1) return [];
  const [only] = test.tests;
  return only?.op === 'eq' ? [[filter.path, only.value]] : [];
}
