import { Missing, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Evaluate, Scope, Variables } from './operator.ts';

/** What every command gives its expressions: one time for all of them. */
export function commandVariables(): Variables {
  return { NOW: new Date() };
}

/** Known wherever there is a document. */
export const documentVariables = ['ROOT', 'CURRENT'];

export const variableNames: string[] = [...documentVariables, 'REMOVE', ...Object.keys(commandVariables())];

const others = new Set(['CLUSTER_TIME', 'USER_ROLES', 'SEARCH_META', 'JS_SCOPE', 'IS_MR']);

/** Reads a variable, which has to be among the known. */
export function variable(name: string, known: ReadonlySet<string>): Evaluate {
  if (others.has(name)) refuse(`the variable $$${name}`, 17276);
  if (name === 'REMOVE') return () => Missing;
  if (!known.has(name)) fail(17276, `Use of undefined variable: ${name}`);
  if (name === 'ROOT') return (scope) => scope.root;
  if (name === 'CURRENT') return (scope) => scope.current;
  return (scope) => scope.variables[name];
}

/** The scope with more variables; one that binds `CURRENT` changes what `$field` means. */
export function within(scope: Scope, bound: Variables): Scope {
  const { CURRENT: current = scope.current, ...rest } = bound;
  return { root: scope.root, current, variables: { ...scope.variables, ...rest } };
}

export function checkVariableName(name: Value): string {
  if (typeof name !== 'string') fail(16866, 'a variable name must be a string');
  if (name === '') fail(16866, 'empty variable names are not allowed');
  if (name === 'CURRENT') return name;
  if (!/^[a-z\u0080-\uffff]/.test(name))
    fail(16867, `'${name}' starts with an invalid character for a user variable name`);
  if (!/^[\w\u0080-\uffff]*$/.test(name))
    fail(16868, `'${name}' contains an invalid character for a variable name: '${name.match(/[^\w\u0080-\uffff]/)}'`);
  return name;
}
