import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** What a backup says of itself. */
export type Seal = { bytes: number; sha256: string; createdAt: string };

/** A backup is a data file, followed by one line of JSON of this length, filled up with spaces. */
const SEAL_LENGTH = 256;
const CHUNK = 1024 * 1024;

/** Makes a copied data file a backup: whatever changes in it from now on can be told. */
export function seal(path: string): Seal {
  const made = { ...digest(path), createdAt: new Date().toISOString() };
  appendFileSync(path, `${JSON.stringify({ embeddedStoreBackup: 1, ...made }).padEnd(SEAL_LENGTH - 1)}\n`);
  return made;
}

function digest(path: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const piece of pieces(path, Number.POSITIVE_INFINITY)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Writes a backup's data to a new file. @throws if it isn't what it was when the backup was made. */
export function unseal(path: string, target: string): Seal {
  const expected = readSeal(path);
  const hash = createHash('sha256');
  const file = openSync(target, 'wx', 0o600);
  try {
    for (const piece of pieces(path, expected.bytes)) {
      hash.update(piece);
      writeWhole(file, piece);
    }
  } finally {
    closeSync(file);
  }
  if (hash.digest('hex') !== expected.sha256)
    throw new Error(`${path} has changed since it was made: its checksum is another`);
  return expected;
}

function readSeal(path: string): Seal {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(SEAL_LENGTH);
    readSync(file, bytes, 0, SEAL_LENGTH, Math.max(0, size - SEAL_LENGTH));
    return parsed(path, bytes.toString(), size - SEAL_LENGTH);
  } finally {
    closeSync(file);
  }
}

function parsed(path: string, text: string, bytes: number): Seal {
  try {
    const found = JSON.parse(text) as Seal & { embeddedStoreBackup: number };
    if (found.embeddedStoreBackup === 1 && found.bytes === bytes) return found;
  } catch {
    // No JSON: no seal.
  }
  throw new Error(`${path} is no backup, or has lost its end`);
}

function* pieces(path: string, length: number): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let left = length; left > 0; ) {
      const read = readSync(file, buffer, 0, Math.min(CHUNK, left), null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
      left -= read;
    }
  } finally {
    closeSync(file);
  }
}

function writeWhole(file: number, piece: Buffer): void {
  for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
}
