import { Binary } from 'bson';
import { Missing, type Value } from '../bson/types.ts';
import { step } from '../effort.ts';

const PER_VALUE = 16;
const PER_FIELD = 48;

/** About how many bytes of memory a value takes. */
export function sizeOf(value: Value | Missing): number {
  if (typeof value === 'string') return PER_VALUE + value.length;
  if (value === Missing || typeof value !== 'object' || value === null) return PER_VALUE;
  if (value instanceof Map) return mapSize(value);
  if (Array.isArray(value)) return arraySize(value);
  return value instanceof Binary ? PER_FIELD + value.position : PER_FIELD;
}

function mapSize(doc: Map<string, Value>): number {
  step();
  let sum = PER_FIELD;
  for (const [name, item] of doc) sum += PER_FIELD + name.length + sizeOf(item);
  return sum;
}

function arraySize(items: Value[]): number {
  step();
  let sum = PER_FIELD;
  for (const item of items) sum += sizeOf(item);
  return sum;
}
