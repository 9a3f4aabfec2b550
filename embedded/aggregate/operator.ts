import type { Doc, Missing, Value } from '../bson/types.ts';

/** What an expression is computed in. */
export type Scope = { root: Doc; current: Value; variables: Record<string, Value | Missing> };
export type Evaluate = (scope: Scope) => Value | Missing;

export type Parse = (value: Value) => Evaluate;
/** Parses an operator's operand. */
export type Operator = (operand: Value, parse: Parse) => Evaluate;
