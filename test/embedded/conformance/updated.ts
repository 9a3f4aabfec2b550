import { expect } from '@jest/globals';
import type { Db, Document, UpdateOptions } from 'mongodb';
import { filled, refusal } from '../support.ts';

export type Row = [
  name: string,
  before: Document,
  update: Document,
  after: Document | number,
  query?: Document,
  filters?: Document[],
];

/** The document after the update, in its order of fields; or the number of the refusal, and the document untouched. */
export async function expectUpdated(db: Db, [, before, update, after, query = {}, arrayFilters]: Row) {
  const collection = await filled(db, [{ _id: 1, ...before }]);
  const options: UpdateOptions = arrayFilters ? { arrayFilters } : {};
  const answer = collection.updateOne(query, update, options);
  if (typeof after === 'number') expect((await refusal(answer)).code).toBe(after);
  else expect((await answer).matchedCount).toBe(1);
  const expected = { _id: 1, ...(typeof after === 'number' ? before : after) };
  expect(JSON.stringify(await collection.findOne())).toBe(JSON.stringify(expected));
}
