import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { parseSort, type Sort, sortKey } from '../sort/sort.ts';
import { SortedRuns } from '../sort/sorted-runs.ts';
import { compare, typeRank } from '../values/compare.ts';
import { numberOf } from '../values/numbers.ts';
import { parseExpression } from './expression.ts';
import { grouped, output, parseGroup } from './group.ts';
import { named } from './operands.ts';
import type { Flow, Hold, ParseStage, Stage, StageContext } from './stage.ts';

/** The stages that must see all documents before they give the first. */
export const gatheringStages: Record<string, ParseStage> = {
  $sort: (operand, { sources }) => sorted(parseSort(sortOperand(operand)), sources.holder('Sort')),
  $group: parseGroup,
  $count: (operand) => counted(operand),
  $sortByCount: (operand, context) => {
    const group = parseGroup(docOf({ _id: operand, count: docOf({ $sum: 1 }) }), context);
    const sort = sorted(parseSort(docOf({ count: -1 })), context.sources.holder('Sort'));
    return (input) => sort(group(input));
  },
  $bucket: bucketed,
};

function sortOperand(operand: Value): Doc {
  if (!isDoc(operand)) fail(15973, 'the $sort key specification must be an object');
  return operand.size > 0 ? operand : fail(15976, '$sort stage must have at least one sort key');
}

function sorted(sort: Sort, hold: Hold): Stage {
  return function* (input) {
    // Encoded, a document takes a tenth of the room, and lies outside what the garbage collector goes through.
    const runs = new SortedRuns();
    for (const doc of input) {
      if (doc) add(runs, sortKey(sort, doc), encode(doc), hold);
      yield null;
    }
    for (const bytes of runs.inOrder()) yield decode(bytes);
  };
}

function add(runs: SortedRuns, key: string, bytes: Buffer, hold: Hold): void {
  hold(key.length + bytes.length + PER_DOCUMENT);
  runs.add(key, bytes);
}

const PER_DOCUMENT = 200;

function counted(operand: Value): Stage {
  if (typeof operand !== 'string') fail(40156, 'the count field must be a non-empty string');
  if (operand === '') fail(40157, 'the count field must be a non-empty string');
  if (operand.startsWith('$')) fail(40158, 'the count field cannot be a $-prefixed path');
  if (operand.includes('.')) fail(40160, "the count field cannot contain '.'");
  return function* (input: Flow) {
    let count = 0;
    for (const doc of input) {
      if (doc) count++;
      yield null;
    }
    if (count > 0) yield docOf({ [operand]: numberOf(count) });
  };
}

function bucketed(operand: Value, { variables, sources }: StageContext): Stage {
  const parts = named('$bucket', operand, ['groupBy', 'boundaries', 'default', 'output'], ['groupBy', 'boundaries']);
  const boundaries = parts.get('boundaries');
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    fail(40192, "The $bucket 'boundaries' field must have at least 2 values");
  checkBoundaries(boundaries, parts);
  const groupBy = parseExpression(parts.get('groupBy'), variables);
  const wanted = parts.get('output');
  const outputs = isDoc(wanted)
    ? [...wanted].map(([name, value]) => output(name, value, variables))
    : [output('count', docOf({ $sum: 1 }), variables)];
  const idOf = (doc: Doc): Value => {
    const value = groupBy(doc);
    const place = value === Missing ? -1 : boundaries.findLastIndex((one) => compare(one, value) <= 0);
    if (place >= 0 && place < boundaries.length - 1) return boundaries[place] as Value;
    if (!parts.has('default'))
      fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    return parts.get('default') as Value;
  };
  const group = grouped(idOf, outputs, sources.holder('$bucket'));
  const sort = sorted(parseSort(docOf({ _id: 1 })), sources.holder('Sort'));
  return (input) => sort(group(input));
}

/** Ascending and of one type; the default's value lies outside them. */
function checkBoundaries(boundaries: Value[], parts: Doc): void {
  const first = boundaries[0] as Value;
  const last = boundaries.at(-1) as Value;
  if (boundaries.some((one) => typeRank(one) !== typeRank(first)))
    fail(40193, "All values in the 'boundaries' option to $bucket must have the same type.");
  if (boundaries.some((one, i) => i > 0 && compare(boundaries[i - 1] as Value, one) >= 0))
    fail(40194, "The 'boundaries' option to $bucket must be sorted");
  const other = parts.get('default');
  if (parts.has('default') && compare(other, first) >= 0 && compare(other, last) < 0)
    fail(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than the highest boundary.",
    );
}
