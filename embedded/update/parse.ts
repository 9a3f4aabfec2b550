import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { arrayIndex } from '../match/walk.ts';
import { arrayOperators, refuseOperator } from './array-operators.ts';
import { checkConflicts } from './conflicts.ts';
import { type Change, fieldOperators } from './field-operators.ts';

/** One change to one path. */
export type Step = { parts: string[]; path: string } & (
  | { kind: 'change'; change: Change; onlyOnInsert: boolean; needsField: boolean }
  | { kind: 'unset' }
  | { kind: 'rename'; to: string[] }
);

/** Operators that have nothing to do where the field is missing, and so must not make what leads to it. */
const onExisting = new Set(['$pull', '$pullAll', '$pop']);

/** The steps of an operator update in the order MongoDB takes them: by path. */
export function parseSteps(update: Doc): Step[] {
  const steps = [...update].flatMap(([name, fields]) => operatorSteps(name, fields));
  checkConflicts(steps.flatMap((one) => (one.kind === 'rename' ? [one.parts, one.to] : [one.parts])));
  return steps.sort((a, b) => comparePaths(madeBy(a), madeBy(b)));
}

/** The path that a step may make: a rename has its turn by where it leads. */
function madeBy(step: Step): string[] {
  return step.kind === 'rename' ? step.to : step.parts;
}

function operatorSteps(name: string, fields: Value): Step[] {
  if (!isKnown(name)) refuseOperator(name);
  if (!isDoc(fields))
    fail(
      9,
      `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${name}: …}`,
    );
  return [...fields].map(([path, operand]) => step(name, path, operand));
}

export const updateOperatorNames: string[] = [
  ...Object.keys(fieldOperators),
  '$unset',
  '$rename',
  '$setOnInsert',
  ...Object.keys(arrayOperators),
];

function isKnown(name: string): boolean {
  return updateOperatorNames.includes(name);
}

function step(name: string, path: string, operand: Value): Step {
  const parts = checkedPath(path);
  if (name === '$unset') return { kind: 'unset', path, parts };
  if (name === '$rename') return rename(path, parts, operand);
  const operator = fieldOperators[name] ?? arrayOperators[name] ?? (fieldOperators.$set as (value: Value) => Change);
  return {
    kind: 'change',
    path,
    parts,
    change: operator(operand, path),
    onlyOnInsert: name === '$setOnInsert',
    needsField: onExisting.has(name),
  };
}

function rename(path: string, parts: string[], operand: Value): Step {
  if (typeof operand !== 'string') fail(2, `The 'to' field for $rename must be a string: ${path}`);
  const to = checkedPath(operand);
  if ([...parts, ...to].some((part) => part.startsWith('$')))
    fail(2, `The source and destination of $rename may not be dynamic: ${path}`);
  if (operand === path) fail(2, `The source and target field for $rename must differ: ${path}: "${path}"`);
  return { kind: 'rename', path, parts, to };
}

function checkedPath(path: string): string[] {
  const parts = path.split('.');
  if (path === '') fail(56, 'An empty update path is not valid.');
  if (parts.includes('')) fail(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (parts[0]?.startsWith('$'))
    fail(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  return parts;
}

function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareParts(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareParts(a: string, b: string): number {
  const x = arrayIndex(a);
  const y = arrayIndex(b);
  if (x !== undefined && y !== undefined) return x - y;
  return a < b ? -1 : Number(a > b);
}
