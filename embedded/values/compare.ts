import type { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { type Doc, typeCode, type Value } from '../bson/types.ts';
import { compareNumbers, type Numeric } from './numbers.ts';

/** Where each BSON type stands in MongoDB's order; types of one rank compare by value. */
const ranks: Record<number, number> = {
  [-1]: 1,
  6: 2,
  10: 5,
  1: 10,
  16: 10,
  18: 10,
  19: 10,
  2: 15,
  14: 15,
  3: 20,
  4: 25,
  5: 30,
  7: 35,
  8: 40,
  9: 45,
  17: 47,
  11: 50,
  13: 60,
  15: 65,
  127: 127,
};

export function typeRank(value: Value): number {
  return ranks[typeCode(value)] as number;
}

/** MongoDB's order over all values: by type first, then within the type. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = typeRank(a);
  return rank - typeRank(b) || compareSame(rank, a, b);
}

export function equal(a: Value, b: Value): boolean {
  return compare(a, b) === 0;
}

/** By Unicode code point, which is the order of UTF-8's bytes; JavaScript's `<` orders by UTF-16 and differs past U+D7FF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return lift(x) - lift(y);
  }
  return a.length - b.length;
}

function lift(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function compareSame(rank: number, a: Value, b: Value): number {
  switch (rank) {
    case 10:
      return compareNumbers(a as Numeric, b as Numeric);
    case 15:
      return compareText(text(a), text(b));
    case 20:
      return compareDocs(a as Doc, b as Doc);
    case 25:
      return compareArrays(a as Value[], b as Value[]);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return (a as Date).getTime() - (b as Date).getTime();
    default:
      return compareRare(rank, a, b);
  }
}

function compareRare(rank: number, a: Value, b: Value): number {
  switch (rank) {
    case 47:
      return (a as Timestamp).comp(b as Timestamp);
    case 50:
      return (
        compareText((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareText((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case 60:
      return compareText((a as Code).code, (b as Code).code);
    case 65:
      return (
        compareText((a as Code).code, (b as Code).code) ||
        compareDocs((a as Code).scope as unknown as Doc, (b as Code).scope as unknown as Doc)
      );
    default:
      return 0;
  }
}

/** Strings and symbols are one type in the order. */
export function text(value: Value): string {
  return typeof value === 'string' ? value : (value as BSONSymbol).value;
}

/** Field by field: type, then name, then value. */
function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done) return 1;
    const [otherName, other] = next.value;
    const order = typeRank(value) - typeRank(other) || compareText(name, otherName) || compare(value, other);
    if (order !== 0) return order;
  }
  return others.next().done ? 0 : -1;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i] as Value, b[i] as Value);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinary(a: Binary, b: Binary): number {
  return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(bytesOf(a), bytesOf(b));
}

export function bytesOf(binary: Binary): Uint8Array {
  return binary.buffer.subarray(0, binary.position);
}

/** Equal to the bit, so that `5` and `5.0` differ: whether an update changed anything. */
export function identical(a: Value, b: Value): boolean {
  if (typeCode(a) !== typeCode(b)) return false;
  if (a instanceof Map) return identicalDocs(a, b as Doc);
  if (!Array.isArray(a)) return String(a) === 'NaN' || compare(a, b) === 0;
  const other = b as Value[];
  return a.length === other.length && a.every((item, i) => identical(item, other[i] as Value));
}

function identicalDocs(a: Doc, b: Doc): boolean {
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [name, value] of a) {
    const [otherName, other] = others.next().value as [string, Value];
    if (name !== otherName || !identical(value, other)) return false;
  }
  return true;
}
