import type { BSONRegExp } from 'bson';
import type { Doc, Value } from '../bson/types.ts';
import type { Regex } from './match-limit.ts';

/** A parsed query. Several conditions on one field are several `field` filters within an `and`. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | FieldFilter
  | { kind: 'expr'; holds: (doc: Doc) => boolean };

export type FieldFilter = { kind: 'field'; path: string; parts: string[]; test: Test };

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte';

/** One condition on what lies at a path. */
export type Test =
  | { op: 'eq'; value: Value }
  | { op: Comparison; value: Value }
  | { op: 'in'; values: Value[]; patterns: Pattern[]; keys?: Set<string> }
  | { op: 'exists' }
  | { op: 'type'; codes: Set<number> }
  | { op: 'size'; size: number }
  | { op: 'mod'; divisor: bigint; remainder: bigint }
  | ({ op: 'regex' } & Pattern)
  | { op: 'elemMatch'; filter: Filter }
  | { op: 'elemTests'; tests: Test[] }
  | { op: 'not'; tests: Test[] }
  | { op: 'all'; tests: Test[] }
  | { op: 'nothing' };

export type Pattern = Regex & { source: BSONRegExp };

/** The filter's conditions when it is read as one long `and`. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter];
}
