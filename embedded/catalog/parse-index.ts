import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import type { IndexField, IndexSpec } from './index-spec.ts';

export const indexOptions = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
]);

export function parseIndexSpec(raw: Doc): IndexSpec {
  for (const option of raw.keys()) if (!indexOptions.has(option)) refuseOption(option, raw.get(option));
  const key = raw.get('key');
  if (!isDoc(key) || key.size === 0) fail(67, 'Index keys cannot be an empty object');
  const fields = [...key].map(([path, direction]) => indexField(path, direction));
  const name = raw.get('name') ?? fields.map((field) => `${field.path}_${field.descending ? -1 : 1}`).join('_');
  if (typeof name !== 'string' || name === '') fail(67, 'the index name must be a non-empty string');
  if (name.includes('\0') || name === '*') fail(name === '*' ? 2 : 67, `The index name '${name}' is not valid.`);
  const expireAfterSeconds = expiry(raw.get('expireAfterSeconds'), fields);
  const partial = raw.get('partialFilterExpression');
  if (partial !== undefined && raw.get('sparse') === true)
    fail(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    fields,
    unique: raw.get('unique') === true,
    sparse: raw.get('sparse') === true,
    partial: partial === undefined ? undefined : partialFilter(partial),
    expireAfterSeconds,
    document: listed(raw, key, name),
  };
}

export const idIndexSpec = (): IndexSpec => parseIndexSpec(docOf({ v: 2, key: docOf({ _id: 1 }), name: '_id_' }));

function refuseOption(option: string, value: Value): void {
  if (option === 'hidden' && value === false) return;
  if (option === 'collation' && isDoc(value) && value.get('locale') === 'simple') return;
  refuse(`the index option ${option}`, 197);
}

function indexField(path: string, direction: Value): IndexField {
  if (typeof direction === 'string') refuse(`an index of type '${direction}'`, 67);
  if (!isNumeric(direction) || toDouble(direction) === 0)
    fail(67, `Values in the index key pattern must be numbers other than 0, as ${path} is not`);
  if (path.startsWith('$') || path.includes('$**')) refuse(`an index on ${path}`, 67);
  if (path === '' || path.split('.').includes('')) fail(67, 'Index keys cannot contain an empty field name');
  return { path, parts: path.split('.'), descending: toDouble(direction) < 0 };
}

function expiry(value: Value, fields: IndexField[]): number | undefined {
  if (value === undefined) return undefined;
  const seconds = isNumeric(value) ? Math.trunc(toDouble(value)) : undefined;
  if (seconds === undefined || !(seconds >= 0 && seconds <= 2147483647))
    fail(67, 'TTL index expireAfterSeconds option must be within an acceptable range');
  if (fields.length > 1 || fields[0]?.path === '_id') fail(67, 'TTL indexes are single-field indexes, not on _id');
  return wholeNumber(seconds);
}

/** MongoDB allows a part of the query language here, which the planner can tell to be implied by a query. */
function partialFilter(value: Value): Filter {
  if (!isDoc(value)) fail(14, "'partialFilterExpression' for an index must be a document");
  const filter = parseFilter(value);
  checkPartial(filter);
  return filter;
}

const partialTests = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'exists', 'type', 'in']);

function checkPartial(filter: Filter): void {
  if (filter.kind === 'and') for (const one of filter.filters) checkPartial(one);
  else if (filter.kind !== 'field' || !partialTests.has(filter.test.op))
    refuse('a partialFilterExpression beyond $and, $eq, $gt, $gte, $lt, $lte, $in, $type and $exists: true', 67);
}

function listed(raw: Doc, key: Doc, name: string): Doc {
  const document = docOf({ v: 2, key, name });
  for (const option of ['unique', 'sparse']) if (raw.get(option) === true) document.set(option, true);
  for (const option of ['partialFilterExpression', 'expireAfterSeconds'])
    if (raw.has(option)) document.set(option, raw.get(option));
  return document;
}
