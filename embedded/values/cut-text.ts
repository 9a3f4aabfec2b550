import { Binary } from 'bson';
import type { Doc, Value } from '../bson/types.ts';
import { shellText } from './shell-text.ts';

/** What is left of the room for a text, in characters, roughly. */
type Room = { left: number };

/** A value's text, cut after so many characters; what lies beyond is not even looked at. */
export function cutText(value: Value, most: number): string {
  const text = shellText(beginning(value, { left: most }));
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** As much of a value as there is room for, and a little more, so that it shows that there is more. */
function beginning(value: Value, room: Room): Value {
  const most = Math.max(room.left, 0) + 1;
  room.left -= 2;
  if (value instanceof Map) return firstFields(value, room);
  if (Array.isArray(value)) return firstItems(value, room);
  if (value instanceof Binary)
    return new Binary(value.buffer.subarray(0, Math.min(value.position, most)), value.sub_type);
  if (typeof value !== 'string') return value;
  room.left -= value.length;
  return value.slice(0, most);
}

function firstFields(doc: Doc, room: Room): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    if (room.left < 0) break;
    room.left -= name.length + 4;
    result.set(name, beginning(value, room));
  }
  return result;
}

function firstItems(items: Value[], room: Room): Value[] {
  const result: Value[] = [];
  for (const item of items) {
    if (room.left < 0) break;
    result.push(beginning(item, room));
  }
  return result;
}
