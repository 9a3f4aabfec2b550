import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/**
 * A BSON value as the store holds it. Nothing that BSON tells apart falls together: a JavaScript number is an int32 (and
 * always one), `Double` a double, a bigint an int64. Documents are Maps, since a JavaScript object moves keys that look
 * like numbers to the front and trips over `__proto__`. `undefined` is BSON's deprecated type 6; a missing field is
 * `Missing`.
 */
export type Value =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | Double
  | Decimal128
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Timestamp
  | MinKey
  | MaxKey
  | Doc
  | Value[];

export type Doc = Map<string, Value>;

/** The absence of a field, where that differs from any value. */
export const Missing = Symbol('missing');
export type Missing = typeof Missing;

export const TypeCode = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  maxKey: 127,
  minKey: -1,
} as const;

const wrapped: Record<string, number> = {
  Double: 1,
  Binary: 5,
  ObjectId: 7,
  BSONRegExp: 11,
  BSONSymbol: 14,
  Timestamp: 17,
  Decimal128: 19,
  MaxKey: 127,
  MinKey: -1,
};

/** BSON's type number of a value (MinKey as -1). */
export function typeCode(value: Value): number {
  switch (typeof value) {
    case 'number':
      return 16;
    case 'string':
      return 2;
    case 'boolean':
      return 8;
    case 'bigint':
      return 18;
    case 'undefined':
      return 6;
  }
  if (value === null) return 10;
  if (value instanceof Map) return 3;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 9;
  if (value._bsontype === 'Code') return value.scope ? 15 : 13;
  return wrapped[value._bsontype] as number;
}

const names = new Map(Object.entries(TypeCode).map(([name, code]) => [code as number, name]));

/** The alias `$type` uses for a value's type. */
export function typeName(value: Value | Missing): string {
  return value === Missing ? 'missing' : (names.get(typeCode(value)) as string);
}

export function isDoc(value: unknown): value is Doc {
  return value instanceof Map;
}

/** `{a: 1}` as a `Doc`; for documents the store itself makes. */
export function docOf(fields: Record<string, Value>): Doc {
  return new Map(Object.entries(fields));
}
