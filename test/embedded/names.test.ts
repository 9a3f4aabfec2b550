import { expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { verifyDirectory } from '../../embedded/tools/verify.ts';
import { ownStore, temporaryDirectory } from './support.ts';

test('collections are told apart by names in any script, also after a restart', async () => {
  // The code of each letter ends in the same byte.
  const names = ['=', '\u013d', '\u043d', '\u{1f63d}', '\u00e9t\u00e9'];
  const data = await temporaryDirectory();
  const first = await ownStore({ data });
  const client = await new MongoClient(first.uri).connect();
  for (const name of names) await client.db('names').collection(name).insertOne({ name });
  await client
    .db('names')
    .collection(names[1] as string)
    .drop();
  await client.close();
  await first.stop();
  expect(verifyDirectory(data)).toMatchObject({ sound: true });
  const again = await ownStore({ data });
  const later = await new MongoClient(again.uri).connect();
  const left = names.filter((_, i) => i !== 1);
  const listed = await later.db('names').listCollections().toArray();
  expect(listed.map((one) => one.name).sort()).toEqual([...left].sort());
  for (const name of left) expect(await later.db('names').collection(name).findOne()).toMatchObject({ name });
  await later.close();
  await again.close();
});
