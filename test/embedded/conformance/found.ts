import { expect } from '@jest/globals';
import type { Db, Document } from 'mongodb';
import { filled, ids } from '../support.ts';

type Row = [query: Document, found: number[]];

/** Each query over the documents, numbered from 1: by a scan, and by an index on what is asked of. */
export async function expectFound(db: Db, documents: Document[], rows: Row[]) {
  const collection = await filled(
    db,
    documents.map((one, i) => ({ _id: i + 1, ...one })),
  );
  const found = async () => {
    const all: Row[] = [];
    for (const [query] of rows) all.push([query, (await ids(collection, query, { _id: 1 })) as number[]]);
    return all;
  };
  expect(await found()).toEqual(rows);
  const paths = new Set(rows.flatMap(([query]) => Object.keys(query).filter((name) => !name.startsWith('$'))));
  for (const path of paths) await collection.createIndex({ [path]: 1 });
  expect(await found()).toEqual(rows);
}
