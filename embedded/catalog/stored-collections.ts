import type { Binary } from 'bson';
import { decode } from '../bson/decode.ts';
import type { Doc } from '../bson/types.ts';
import type { Range } from '../store/environment.ts';
import type { Entry } from '../store/overlay.ts';
import { after } from '../values/key.ts';
import { type Collection, type Index, splitNamespace, tableName } from './collection.ts';
import { parseIndexSpec } from './parse-index.ts';

/** The table of the catalog itself, and the kinds of entries in it. */
export const META = '\0\0\0\0';
export const NAMESPACE = `${META}ns:`;

/** Keys are strings of bytes: letters beyond those have to be made such first, or names would fall together. */
export function namespaceKey(namespace: string): string {
  return NAMESPACE + Buffer.from(namespace, 'utf8').toString('latin1');
}

export const COUNT = `${META}count:`;
export const FLAGS = `${META}flags:`;
export const GARBAGE = `${META}garbage:`;

/** Whatever the data can be read through. */
export type Readable = { get(key: string): Buffer | undefined; scan(range: Range): Iterable<Entry> };

/** A collection as its catalog entry tells of it; which number its next record gets has yet to be found out. */
export function storedCollection(data: Readable, entry: Buffer): Collection {
  const document = decode(entry);
  const table = tableName(document.get('table') as number);
  return {
    ...splitNamespace(document.get('namespace') as string),
    table,
    uuid: Buffer.from((document.get('uuid') as Binary).buffer),
    options: document.get('options') as Doc,
    indexes: (document.get('indexes') as Doc[]).map((one) => storedIndex(data, one)),
    count: data.get(COUNT + table)?.readDoubleBE() ?? 0,
    nextRecord: 1,
    dropped: false,
  };
}

function storedIndex(data: Readable, document: Doc): Index {
  const table = tableName(document.get('table') as number);
  const flags = data.get(FLAGS + table);
  return {
    ...parseIndexSpec(document.get('spec') as Doc),
    table,
    ready: document.get('ready') === true,
    readySince: 0,
    dropped: false,
    multikey: flags?.readUInt32BE(0) ?? 0,
    shortened: flags?.[4] === 1,
  };
}

/** Tables of dropped collections and indexes, whose entries nobody reads any more. */
export function garbageTables(data: Readable): string[] {
  return [...data.scan({ from: GARBAGE, to: after(GARBAGE) })].map(({ key }) => key.slice(GARBAGE.length));
}
