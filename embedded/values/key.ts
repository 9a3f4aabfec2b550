import { createHash } from 'node:crypto';
import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { type Doc, typeCode, type Value } from '../bson/types.ts';
import { step } from '../effort.ts';
import { bytesOf, text, typeRank } from './compare.ts';
import { numberKey } from './number-key.ts';
import type { Numeric } from './numbers.ts';

/**
 * Keys are strings of bytes (one char, 0–255, per byte): they hash, concatenate and compare natively, and LMDB orders
 * their bytes as JavaScript orders the strings. `encodeKey` keeps MongoDB's order, gives equal values equal keys, and
 * no key is the beginning of another, so the keys of a compound index are simply put one after another.
 */
export function encodeKey(value: Value): string {
  const rank = typeRank(value);
  return String.fromCharCode(rank) + body(rank, value);
}

/** The first key that sorts after every key beginning with `prefix`. */
export function after(prefix: string): string {
  let end = prefix.length;
  while (end > 0 && prefix.charCodeAt(end - 1) === 255) end--;
  return prefix.slice(0, end - 1) + String.fromCharCode(prefix.charCodeAt(end - 1) + 1);
}

/** The same key in descending order. */
export function inverted(key: string): string {
  let result = '';
  for (let i = 0; i < key.length; i++) result += String.fromCharCode(255 - key.charCodeAt(i));
  return result;
}

const LONGEST = 1600;

/** LMDB's keys end near 1,978 bytes: longer ones keep their beginning and are told apart by a hash. */
export function shortened(key: string): string {
  if (key.length <= LONGEST) return key;
  const hash = createHash('sha256').update(Buffer.from(key, 'latin1')).digest().toString('latin1');
  return key.slice(0, LONGEST) + hash;
}

export function isShortened(key: string): boolean {
  return key.length > LONGEST;
}

/** The part of a bound that shortened keys still keep; every key past it must be looked at. */
export function boundOf(key: string): string {
  return key.slice(0, LONGEST);
}

function body(rank: number, value: Value): string {
  switch (rank) {
    case 10:
      return numberKey(value as Numeric);
    case 15:
      return textKey(text(value));
    case 20:
      return docKey(value as Doc);
    case 25:
      return arrayKey(value as Value[]);
    case 30:
      return binaryKey(value as Binary);
    case 35:
      return Buffer.from((value as ObjectId).id).toString('latin1');
    case 40:
      return value ? '\x01' : '\x00';
    case 45:
      return dateKey(value as Date);
    default:
      return rareBody(value);
  }
}

function rareBody(value: Value): string {
  switch (typeCode(value)) {
    case 17:
      return bigKey((value as Timestamp).toBigInt() & 0xffffffffffffffffn);
    case 11:
      return textKey((value as BSONRegExp).pattern) + textKey((value as BSONRegExp).options);
    case 13:
      return textKey((value as Code).code);
    case 15:
      return textKey((value as Code).code) + docKey((value as Code).scope as unknown as Doc);
    default:
      return '';
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII but the zero, which needs an escape
const PLAIN = /^[\x01-\x7f]*$/;

/** UTF-8, ended by two zeros; a zero within is followed by 255 so that it sorts after the end. */
export function textKey(value: string): string {
  return `${textPrefix(value)}\0\0`;
}

/** The key's bytes up to its end: what the keys of all strings that begin with `value` begin with. */
export function textPrefix(value: string): string {
  if (PLAIN.test(value)) return value;
  return Buffer.from(value, 'utf8').toString('latin1').replaceAll('\0', '\0\xff');
}

function docKey(doc: Doc): string {
  let key = '';
  for (const [name, value] of doc) {
    step();
    const rank = typeRank(value);
    key += String.fromCharCode(rank) + textKey(name) + body(rank, value);
  }
  return `${key}\0`;
}

function arrayKey(items: Value[]): string {
  let key = '';
  for (const item of items) {
    step();
    key += encodeKey(item);
  }
  return `${key}\0`;
}

const scratch = Buffer.alloc(8);

function binaryKey(binary: Binary): string {
  scratch.writeUInt32BE(binary.position, 0);
  scratch[4] = binary.sub_type;
  return scratch.toString('latin1', 0, 5) + Buffer.from(bytesOf(binary)).toString('latin1');
}

function dateKey(date: Date): string {
  return bigKey(BigInt(date.getTime()) + 2n ** 63n);
}

function bigKey(value: bigint): string {
  scratch.writeBigUInt64BE(value, 0);
  return scratch.toString('latin1', 0, 8);
}
