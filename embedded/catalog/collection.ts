import type { Doc } from '../bson/types.ts';
import type { Range } from '../store/environment.ts';
import { after } from '../values/key.ts';
import type { IndexSpec } from './index-spec.ts';

/** An index in use. `multikey` and `shortened` only ever go up: they say what any entry so far has been. */
export type Index = IndexSpec & {
  table: string;
  /** False while it is being built: written, but not yet read. */
  ready: boolean;
  /** The store's moment from which on it is whole; a transaction that began before can't read it. */
  readySince: number;
  dropped: boolean;
  multikey: number;
  shortened: boolean;
};

export type Collection = {
  namespace: string;
  database: string;
  name: string;
  table: string;
  uuid: Buffer;
  options: Doc;
  /** The `_id` index comes first. */
  indexes: Index[];
  count: number;
  nextRecord: number;
  dropped: boolean;
};

export const RECORD_ID_LENGTH = 6;

/** Records are numbered as they come: the number is their place in the natural order and among equal index keys. */
export function recordId(number: number): string {
  return String.fromCharCode(
    Math.floor(number / 2 ** 40) & 255,
    Math.floor(number / 2 ** 32) & 255,
    (number >>> 24) & 255,
    (number >>> 16) & 255,
    (number >>> 8) & 255,
    number & 255,
  );
}

export function recordNumber(id: string): number {
  let number = 0;
  for (let i = 0; i < id.length; i++) number = number * 256 + id.charCodeAt(i);
  return number;
}

/** Tables are numbered; the number is what each of their keys begins with. */
export function tableName(number: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes.toString('latin1');
}

export function splitNamespace(namespace: string): { namespace: string; database: string; name: string } {
  const dot = namespace.indexOf('.');
  return { namespace, database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

export function tableRange(table: string): Range {
  return { from: table, to: after(table) };
}

export function idIndex(collection: Collection): Index {
  return collection.indexes[0] as Index;
}
