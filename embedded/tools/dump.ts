import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { decode } from '../bson/decode.ts';
import { type Doc, docOf } from '../bson/types.ts';
import { syncName } from './durable.ts';
import { extendedJson } from './extended-json.ts';

/** A collection to be exported; its documents come as BSON. */
export type Exported = {
  database: string;
  name: string;
  uuid?: Buffer;
  options: Doc;
  indexes: Doc[];
  documents: AsyncIterable<Buffer> | Iterable<Buffer>;
};

export type Format = 'bson' | 'json';

/** Makes a directory by way of one beside it, so that it is there whole or not at all. */
export async function madeWhole<T>(target: string, fill: (directory: string) => Promise<T>): Promise<T> {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new Error(`${target} is there already, and not empty`);
  const partial = `${target}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  try {
    const result = await fill(partial);
    renameSync(partial, target);
    syncName(target);
    return result;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Writes a collection as `mongodump` does: `database/collection.bson`, the documents one after another, and
 * `database/collection.metadata.json`. As JSON the first is `collection.json`, one document a line. Gives their number.
 */
export async function dump(collection: Exported, directory: string, format: Format): Promise<number> {
  const folder = join(directory, fileName(collection.database));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fileName(collection.name));
  const whole = new Output(`${path}.metadata.json`);
  whole.write(metadata(collection));
  whole.end();
  const output = new Output(`${path}.${format}`);
  let count = 0;
  for await (const bytes of collection.documents) {
    output.write(format === 'bson' ? bytes : `${extendedJson(decode(bytes))}\n`);
    count++;
  }
  output.end();
  return count;
}

function metadata({ name, uuid, options, indexes }: Exported): string {
  const document = docOf({
    indexes,
    ...(uuid && { uuid: uuid.toString('hex') }),
    collectionName: name,
    type: 'collection',
  });
  return extendedJson(new Map([['options', options], ...document]));
}

/** Names of collections may hold what names of files may not; mongorestore undoes this. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9\-_.~$&+=@]/gu, encodeURIComponent);
}

const BUFFERED = 1024 * 1024;

class Output {
  private readonly file: number;
  private pieces: Buffer[] = [];
  private size = 0;

  constructor(path: string) {
    this.file = openSync(path, 'wx');
  }

  write(piece: Buffer | string): void {
    const bytes = Buffer.from(piece as string);
    this.pieces.push(bytes);
    this.size += bytes.length;
    if (this.size > BUFFERED) this.flush();
  }

  end(): void {
    this.flush();
    fsyncSync(this.file);
    closeSync(this.file);
  }

  private flush(): void {
    const bytes = Buffer.concat(this.pieces);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    this.pieces = [];
    this.size = 0;
  }
}
