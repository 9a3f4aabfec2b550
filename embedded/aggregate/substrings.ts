import { Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';

type Place = Value | Missing | undefined;

/** A part of a text, counted in bytes of UTF-8; a negative length means all that is left. */
export function bytes(name: string, value: string, start: Place, length: Place): string {
  const from = place(name, start, 16034);
  const size = place(name, length, 16035);
  const all = Buffer.from(value);
  if (from < 0) fail(50752, `${name}:  starting index must be non-negative (got: ${from})`);
  const to = size < 0 ? all.length : from + size;
  if (isWithinLetter(all, from)) fail(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  if (isWithinLetter(all, to))
    fail(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`);
  return all.toString('utf8', from, to);
}

/** A part of a text, counted in code points. */
export function points(value: string, start: Place, length: Place): string {
  const from = place('$substrCP', start, 34450);
  const size = place('$substrCP', length, 34452);
  if (from < 0) fail(34455, '$substrCP: the starting index must be non-negative integer.');
  if (size < 0) fail(34454, '$substrCP: length must be a nonnegative integer.');
  return [...value].slice(from, from + size).join('');
}

export function bytesIndex(value: string, wanted: string, start: Place, end: Place): number {
  const all = Buffer.from(value);
  const [from, to] = range('$indexOfBytes', start, end, all.length);
  if (from > to) return -1;
  const at = all.subarray(0, to).indexOf(Buffer.from(wanted), from);
  return at;
}

export function pointsIndex(value: string, wanted: string, start: Place, end: Place): number {
  const all = [...value];
  const [from, to] = range('$indexOfCP', start, end, all.length);
  if (from > to) return -1;
  const before = all.slice(0, from).join('');
  const at = all.slice(from, to).join('').indexOf(wanted);
  return at < 0 ? -1 : [...(before + value.slice(before.length, before.length + at))].length;
}

function range(name: string, start: Place, end: Place, length: number): [number, number] {
  const from = start === undefined ? 0 : place(name, start, 40096);
  const to = end === undefined ? length : place(name, end, 40096);
  if (from < 0 || to < 0) fail(40097, `${name} requires a nonnegative starting and ending index`);
  return [from > length ? length + 1 : from, Math.min(to, length)];
}

function place(name: string, value: Place, code: number): number {
  const number = value === Missing ? undefined : wholeNumber(value as Value);
  return number ?? fail(code, `${name} requires an integral place, found: ${typeName(value as Value)}`);
}

function isWithinLetter(all: Buffer, at: number): boolean {
  return at < all.length && ((all[at] as number) & 0xc0) === 0x80;
}
