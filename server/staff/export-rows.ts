import type { AccountRecord } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';

/** A section of what is exported of an account. */
export type Rows = (account: AccountRecord) => AsyncIterable<object>;

/** A section of the rows of a query, which are read bit by bit, each as `shape` has it. What that leaves out is not theirs. */
export function rows<Row>(
  find: (id: ObjectId) => AsyncIterable<Row>,
  shape: (row: Row, id: ObjectId) => object | Promise<object>,
): Rows {
  return async function* ({ _id }) {
    for await (const row of find(_id)) yield await shape(row, _id);
  };
}

/** How many of a query's rows are in memory at once. */
export const FEW = { batchSize: 100 };
