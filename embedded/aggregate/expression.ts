import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { orNull } from './operands.ts';
import type { Evaluate, Variables } from './operator.ts';
import { operatorNamed } from './operators.ts';
import { checkVariableName, commandVariables, documentVariables, variable } from './variables.ts';

/** An expression's value for one document. */
export type Compute = (doc: Doc) => Value | Missing;

/** Parses an aggregation expression over documents; an operator outside the subset is refused by name. */
export function parseExpression(value: Value, variables: Variables = commandVariables()): Compute {
  const evaluate = parse(value, new Set([...documentVariables, ...Object.keys(variables)]));
  return (doc) => evaluate({ root: doc, current: doc, variables });
}

/** The values that a command's `let` gives, computed in order, added to those it has already. */
export function withLet(lets: Doc, given: Variables): Variables {
  const variables = { ...given };
  for (const [name, value] of lets) {
    const evaluate = parse(value, new Set(Object.keys(variables)));
    variables[checkVariableName(name)] = evaluate({ root: new Map(), current: null, variables });
  }
  return variables;
}

function parse(value: Value, known: ReadonlySet<string>): Evaluate {
  if (typeof value === 'string' && value.startsWith('$')) return fieldPath(value, known);
  if (Array.isArray(value)) return arrayOf(value.map((item) => parse(item, known)));
  if (isDoc(value)) return documentOrOperator(value, known);
  return () => value;
}

function documentOrOperator(value: Doc, known: ReadonlySet<string>): Evaluate {
  const first = value.keys().next().value;
  if (!first?.startsWith('$')) return documentOf(value, known);
  if (value.size > 1)
    fail(15983, 'an expression specification must contain exactly one field, the name of the expression');
  const operator = operatorNamed(first);
  if (!operator) return refuse(`the expression ${first}`, 168);
  const parseWith = (inner: Value, bound: string[] = []) =>
    parse(inner, bound.length === 0 ? known : new Set([...known, ...bound]));
  return operator(value.get(first), parseWith, first);
}

function documentOf(value: Doc, known: ReadonlySet<string>): Evaluate {
  const fields = [...value].map(([name, item]) => [checkedName(name), parse(item, known)] as const);
  return (scope) => {
    const result: Doc = new Map();
    for (const [name, evaluate] of fields) {
      const item = evaluate(scope);
      if (item !== Missing) result.set(name, item);
    }
    return result;
  };
}

function checkedName(name: string): string {
  if (name.startsWith('$'))
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  return name.includes('.') ? fail(16412, "FieldPath field names may not contain '.'.") : name;
}

function arrayOf(items: Evaluate[]): Evaluate {
  return (scope) => items.map((evaluate) => orNull(evaluate(scope)));
}

function fieldPath(text: string, known: ReadonlySet<string>): Evaluate {
  if (text.startsWith('$$')) {
    const [name, ...parts] = pathParts(text.slice(2), text) as [string, ...string[]];
    const read = variable(name, known);
    return parts.length === 0 ? read : (scope) => follow(read(scope), parts, 0);
  }
  const parts = pathParts(text.slice(1), text);
  if (!known.has('CURRENT')) fail(4890500, 'Command let Expression does not evaluate to a constant');
  return (scope) => follow(scope.current, parts, 0);
}

function pathParts(path: string, text: string): string[] {
  const parts = path.split('.');
  if (path === '') fail(16872, `'${text}' by itself is not a valid FieldPath`);
  if (path.endsWith('.')) fail(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  const odd = parts.find((part) => part.startsWith('$'));
  if (odd) fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  return parts;
}

/** In expressions a path goes through arrays and gathers; a number in it is only ever a field's name. */
export function follow(node: Value | Missing, parts: string[], at: number): Value | Missing {
  if (at === parts.length || node === Missing) return node;
  if (isDoc(node)) {
    const name = parts[at] as string;
    return node.has(name) ? follow(node.get(name), parts, at + 1) : Missing;
  }
  if (!Array.isArray(node)) return Missing;
  const found = node.map((item) => (isDoc(item) || Array.isArray(item) ? follow(item, parts, at) : Missing));
  return found.filter((item) => item !== Missing);
}
