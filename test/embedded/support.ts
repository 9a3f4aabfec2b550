import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Collection,
  type Db,
  type Document,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
} from 'mongodb';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../embedded/supervise.ts';

export type TestStore = { uri: string; client: MongoClient; db: Db; close(): Promise<void> };

let databases = 0;

/** A database of its own: on the server that MONGODB_URI names, so that it is held to the same tests, or in a new store. */
export async function openStore(options: MongoClientOptions = {}): Promise<TestStore> {
  const given = process.env.MONGODB_URI;
  const own = given ? undefined : await ownStore();
  const uri = given ?? (own as OwnStore).uri;
  const client = await new MongoClient(uri, options).connect();
  const db = client.db(`test_${process.pid}_${Date.now().toString(36)}_${databases++}`);
  const close = async () => {
    await db.dropDatabase();
    await client.close();
    await own?.close();
  };
  return { uri, client, db, close };
}

export type OwnStore = Embedded & { data: string; logs: string[]; close(): Promise<void> };

/** A store of the test's own, with what it logs. */
export async function ownStore(options: Partial<EmbeddedOptions> = {}): Promise<OwnStore> {
  const data = options.data ?? (await temporaryDirectory());
  const logs: string[] = [];
  const embedded = await startEmbedded({ data, onLog: (line) => logs.push(line), ...options });
  const close = async () => {
    await embedded.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { ...embedded, data, logs, close };
}

export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'store-'));
}

let collections = 0;

export async function filled<T extends Document>(db: Db, documents: T[]): Promise<Collection> {
  const collection = db.collection(`c${collections++}`);
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

/** The `_id`s of what a query finds, in the order found. */
export async function ids(collection: Collection, query: Document, sort?: Document): Promise<unknown[]> {
  const cursor = collection.find(query);
  if (sort) cursor.sort(sort as never);
  return (await cursor.toArray()).map((one) => one._id);
}

/** The server's error that a promise is rejected with. */
export async function refusal(promise: Promise<unknown>): Promise<MongoServerError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MongoServerError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/**
 * Where a text, repeated or not, begins in a data file: once for each copy, as a page that is written anew leaves the old one
 * behind. Which of them counts depends on how the writes fell into transactions.
 */
export function copiesOf(bytes: Buffer, text: string): number[] {
  const copies: number[] = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) {
    const goesOn = bytes.toString('latin1', at - text.length, at) === text;
    if (!goesOn) copies.push(at);
  }
  return copies;
}

/** The pages a text lies on, as positions in the file. */
export const pagesOf = (bytes: Buffer, text: string): number[] => copiesOf(bytes, text).map((at) => at & ~4095);
