import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { encodeKey } from '../values/key.ts';
import { sizeOf } from '../values/size.ts';
import { WideMap } from '../values/wide-map.ts';
import { type Accumulator, accumulator } from './accumulators.ts';
import { type Compute, parseExpression } from './expression.ts';
import { orNull } from './operands.ts';
import type { Variables } from './operator.ts';
import type { Hold, ParseStage, Stage } from './stage.ts';

export type Output = { name: string; start: () => Accumulator; compute: Compute; gathers: boolean };
type Group = { id: Value; gathered: Accumulator[] };
type Groups = { byKey: WideMap<Group>; inOrder: Group[] };

const MOST_GROUPS = 1_000_000;
const PER_GROUP = 100;
/** The accumulators that keep each value they are given; the others keep one. */
const gathering = new Set(['$push', '$addToSet']);

/** `$group`: documents with equal `_id` become one. */
export const parseGroup: ParseStage = (operand, { variables, sources }) => {
  if (!isDoc(operand)) fail(15947, "a group's fields must be specified in an object");
  if (!operand.has('_id')) fail(15955, 'a group specification must include an _id');
  const idOf = parseExpression(operand.get('_id'), variables);
  const outputs = [...operand]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => output(name, value, variables));
  return grouped((doc) => orNull(idOf(doc)), outputs, sources.holder('$group'));
};

export function output(name: string, value: Value, variables: Variables): Output {
  if (name.includes('.')) fail(40235, `The field name '${name}' cannot contain '.'`);
  if (!isDoc(value) || value.size === 0) fail(40234, `The field '${name}' must be an accumulator object`);
  if (value.size > 1) fail(40238, `The field '${name}' must specify one accumulator`);
  const [operator, operand] = value.entries().next().value as [string, Value];
  const found = accumulator(operator, operand);
  return {
    name,
    start: found.start,
    compute: parseExpression(found.operand, variables),
    gathers: gathering.has(operator),
  };
}

export function grouped(idOf: (doc: Doc) => Value, outputs: Output[], hold: Hold): Stage {
  return function* (input) {
    const groups: Groups = { byKey: new WideMap(), inOrder: [] };
    for (const doc of input) {
      if (doc) gather(groups, idOf(doc), doc, outputs, hold);
      yield null;
    }
    for (const group of groups.inOrder) yield resultOf(group, outputs);
  };
}

function gather(groups: Groups, id: Value, doc: Doc, outputs: Output[], hold: Hold): void {
  const key = encodeKey(id);
  let group = groups.byKey.get(key);
  const isNew = group === undefined;
  if (!group) {
    if (groups.byKey.size >= MOST_GROUPS) fail(292, `$group exceeded ${MOST_GROUPS} groups`);
    group = { id, gathered: outputs.map(({ start }) => start()) };
    groups.byKey.add(key, group);
    groups.inOrder.push(group);
  }
  if (isNew) hold(key.length + PER_GROUP * (1 + outputs.length));
  for (let i = 0; i < outputs.length; i++) {
    const { compute, gathers } = outputs[i] as Output;
    const value = compute(doc);
    if (isNew || gathers) hold(sizeOf(value));
    (group.gathered[i] as Accumulator).add(value);
  }
}

function resultOf({ id, gathered }: Group, outputs: Output[]): Doc {
  const result: Doc = new Map([['_id', id]]);
  outputs.forEach(({ name }, i) => {
    result.set(name, (gathered[i] as Accumulator).result());
  });
  return result;
}
