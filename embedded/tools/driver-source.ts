import { serialize } from 'bson';
import { type Document, MongoClient } from 'mongodb';
import { decode } from '../bson/decode.ts';
import type { Doc } from '../bson/types.ts';
import type { Exported } from './dump.ts';

const OWN = new Set(['admin', 'local', 'config']);

/** All collections of a running server, of MongoDB as well, as they are when each of them is read. */
export async function* servedCollections(uri: string): AsyncGenerator<Exported> {
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect();
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const database of databases.map((one) => one.name).filter((name) => !OWN.has(name)))
      yield* collectionsOf(client, database);
  } finally {
    await client.close();
  }
}

async function* collectionsOf(client: MongoClient, database: string): AsyncGenerator<Exported> {
  const db = client.db(database);
  for (const { name, type, options, info } of await db.listCollections<Listed>().toArray()) {
    if (type !== 'collection' || name.startsWith('system.')) continue;
    const collection = db.collection(name);
    const indexes = await collection.listIndexes({ raw: false, promoteValues: false }).toArray();
    const documents = collection.find<Buffer>({}, { raw: true }) as AsyncIterable<Buffer>;
    yield {
      database,
      name,
      uuid: Buffer.from(info.uuid.buffer),
      options: doc(options),
      indexes: indexes.map(doc),
      documents,
    };
  }
}

type Listed = { name: string; type: string; options: Document; info: { uuid: { buffer: Uint8Array } } };

function doc(document: Document): Doc {
  return decode(Buffer.from(serialize(document)));
}
