import { Binary, ObjectId } from 'bson';
import type { Value } from '../bson/types.ts';

/** A value as MongoDB writes it in its messages: `{ name: "x", _id: ObjectId('…') }`. */
export function shellText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || value === undefined) return String(value);
  if (value instanceof Map)
    return value.size === 0
      ? '{}'
      : `{ ${[...value].map(([name, item]) => `${name}: ${shellText(item)}`).join(', ')} }`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(shellText).join(', ')} ]`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Binary) return binaryText(value);
  return String(value);
}

function binaryText(value: Binary): string {
  if (value.sub_type === Binary.SUBTYPE_UUID && value.position === 16) return `UUID("${value.toUUID().toString()}")`;
  return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`;
}
