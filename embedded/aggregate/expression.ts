import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { orNull } from './operands.ts';
import type { Evaluate, Scope } from './operator.ts';
import { operatorNamed } from './operators.ts';

export type { Evaluate, Scope };

/** Parses an aggregation expression; an operator outside the subset is refused by name. */
export function parseExpression(value: Value): Evaluate {
  if (typeof value === 'string' && value.startsWith('$')) return fieldPath(value);
  if (Array.isArray(value)) return arrayOf(value.map(parseExpression));
  if (isDoc(value)) return documentOrOperator(value);
  return () => value;
}

function documentOrOperator(value: Doc): Evaluate {
  const first = value.keys().next().value;
  if (!first?.startsWith('$')) return documentOf(value);
  if (value.size > 1)
    fail(15983, 'an expression specification must contain exactly one field, the name of the expression');
  const operator = operatorNamed(first);
  if (!operator) return refuse(`the expression ${first}`, 168);
  return operator(value.get(first), parseExpression);
}

function documentOf(value: Doc): Evaluate {
  const fields = [...value].map(([name, item]) => [name, parseExpression(item)] as const);
  return (scope) => {
    const result: Doc = new Map();
    for (const [name, evaluate] of fields) {
      const item = evaluate(scope);
      if (item !== Missing) result.set(name, item);
    }
    return result;
  };
}

function arrayOf(items: Evaluate[]): Evaluate {
  return (scope) => items.map((evaluate) => orNull(evaluate(scope)));
}

function fieldPath(text: string): Evaluate {
  if (!text.startsWith('$$')) {
    const parts = pathParts(text.slice(1), text);
    return (scope) => follow(scope.current, parts, 0);
  }
  const [name, ...parts] = pathParts(text.slice(2), text) as [string, ...string[]];
  return (scope) => follow(variable(name, scope), parts, 0);
}

function pathParts(path: string, text: string): string[] {
  const parts = path.split('.');
  if (path === '') fail(16872, `'${text}' by itself is not a valid FieldPath`);
  if (parts.includes('')) fail(15998, `FieldPath field names may not be empty strings: ${text}`);
  return parts;
}

const now = () => new Date();

function variable(name: string, scope: Scope): Value | Missing {
  if (name in scope.variables) return scope.variables[name];
  switch (name) {
    case 'ROOT':
      return scope.root;
    case 'CURRENT':
      return scope.current;
    case 'REMOVE':
      return Missing;
    case 'NOW':
      return now();
    default:
      return fail(17276, `Use of undefined variable: ${name}`);
  }
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
