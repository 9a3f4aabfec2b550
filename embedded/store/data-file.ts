import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAGIC = 0xbeefc0de;
const VERSION = 2;
/** LMDB's layout: each of the first two pages begins with a page header and says what state its commit left. */
const AT = { magic: 24, version: 28, pageSize: 48, freeRoot: 88, mainRoot: 136, end: 160 };
const NO_ROOT = 0xffffffffffffffffn;

/** Throws if the data file can't be LMDB's or lacks its end: LMDB itself would map it and crash. */
export function checkDataFile(directory: string): void {
  const path = join(directory, 'data.mdb');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const first = page(path, 0);
  const pageSize = first.readUInt32LE(AT.pageSize);
  check(first, size, pageSize);
  check(page(path, pageSize), size, pageSize);
}

function page(path: string, position: number): Buffer {
  const bytes = Buffer.alloc(AT.end);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, position);
  } finally {
    closeSync(file);
  }
  return bytes;
}

function check(meta: Buffer, size: number, pageSize: number): void {
  if (meta.readUInt32LE(AT.magic) !== MAGIC || meta.readUInt32LE(AT.version) !== VERSION)
    throw new Error('data.mdb is damaged, or was not written by this store');
  for (const at of [AT.freeRoot, AT.mainRoot]) {
    const root = meta.readBigUInt64LE(at);
    if (root !== NO_ROOT && (root + 1n) * BigInt(pageSize) > size) throw new Error('data.mdb has been cut short');
  }
}
