import type { Doc, Missing, Value } from '../bson/types.ts';

/** Values by name: those a command gives (`NOW`, its `let`), and those that operators bind. */
export type Variables = Record<string, Value | Missing>;

/** What an expression is computed in. */
export type Scope = { root: Doc; current: Value | Missing; variables: Variables };
export type Evaluate = (scope: Scope) => Value | Missing;

/** Parses an expression; within it also the variables named in `bound` are known. */
export type Parse = (value: Value, bound?: string[]) => Evaluate;
/** Parses an operator's operand; the name is for its messages. */
export type Operator = (operand: Value, parse: Parse, name: string) => Evaluate;
