import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { matches } from '../match/match.ts';
import { parseFilter } from '../match/parse.ts';
import { childOf } from './paths.ts';

export type ArrayFilters = Map<string, Filter>;

/** `[{ 'each.size': { $gt: 5 } }]` by the identifier that `$[each]` uses. */
export function parseArrayFilters(value: Value): ArrayFilters {
  const filters: ArrayFilters = new Map();
  if (value === undefined) return filters;
  if (!Array.isArray(value)) fail(14, 'arrayFilters must be an array');
  for (const query of value) {
    if (!isDoc(query)) fail(14, 'each array filter must be a document');
    const names = new Set(identifiers(query));
    const [name] = names;
    if (name === undefined) fail(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1)
      fail(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found ${[...names].map((one) => `'${one}'`).join(' and ')}`,
      );
    if (filters.has(name)) fail(9, `Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, parseFilter(query));
  }
  return filters;
}

function identifiers(query: Doc): string[] {
  return [...query].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string];
    return Array.isArray(value) ? value.flatMap((branch) => (isDoc(branch) ? identifiers(branch) : [])) : [];
  });
}

export function checkFiltersUsed(filters: ArrayFilters, paths: string[][]): void {
  const used = new Set(paths.flat());
  for (const name of filters.keys())
    if (!used.has(`$[${name}]`)) fail(9, `The array filter for identifier '${name}' was not used in the update`);
  for (const part of used) {
    const name = /^\$\[(.+)\]$/.exec(part)?.[1];
    if (name !== undefined && !filters.has(name)) fail(2, `No array filter found for identifier '${name}' in path`);
  }
}

/**
 * A path's `$`, `$[]` and `$[name]` resolved to places: one path for each. `matched` is where the query met an array, in
 * the document as it was before the update.
 */
export function targets(doc: Doc, parts: string[], matched: number | undefined, filters: ArrayFilters): string[][] {
  return parts.some((part) => part.startsWith('$')) ? resolve(doc, parts, 0, matched, filters) : [parts];
}

function resolve(
  node: Value | Missing,
  parts: string[],
  at: number,
  matched: number | undefined,
  filters: ArrayFilters,
): string[][] {
  if (at === parts.length) return [[]];
  const part = parts[at] as string;
  const choices = part.startsWith('$') ? places(node, part, parts, at, matched, filters) : [part];
  return choices.flatMap((choice) =>
    resolve(childOf(node, choice), parts, at + 1, matched, filters).map((rest) => [choice, ...rest]),
  );
}

function places(
  node: Value | Missing,
  part: string,
  parts: string[],
  at: number,
  matched: number | undefined,
  filters: ArrayFilters,
): string[] {
  if (part === '$') {
    if (matched === undefined) fail(2, 'The positional operator did not find the match needed from the query.');
    return [String(matched)];
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (name === undefined)
    fail(
      52,
      `The dollar ($) prefixed field '${part}' in '${parts.join('.')}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  const before = parts.slice(0, at).join('.');
  if (node === Missing) fail(2, `The path '${before}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(node)) fail(2, `Cannot apply array updates to non-array element ${before}`);
  const filter = name === '' ? undefined : filters.get(name);
  const passing = node.map((item, i) => (!filter || matches(filter, new Map([[name, item]])) ? String(i) : ''));
  return passing.filter((place) => place !== '');
}
