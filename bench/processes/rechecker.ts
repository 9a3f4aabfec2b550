import mongoose from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { openStore } from '../../server/db/mongo.ts';
import { createLogger } from '../../server/lib/log.ts';
import { due, recheckDue } from '../../server/partners/rechecking-due.ts';
import { answer } from './answer.ts';

/** As much of a node as judges experts again, on the store whose address it is given. */

await openStore(readConfig({ MONGODB_URI: process.argv[2]! }), createLogger('silent'));

/** What judging those who are due took. `examined`: documents the store looked at for the query that finds them. */
export type Rechecked = { ms: number; operations: number; examined: number };

answer({
  async recheck(): Promise<Rechecked> {
    const now = new Date();
    const { executionStats } = (await due(now).explain('executionStats')) as unknown as Explained;
    let operations = 0;
    mongoose.set('debug', () => {
      operations += 1;
    });
    const from = performance.now();
    while (await recheckDue(now));
    const ms = performance.now() - from;
    mongoose.set('debug', false);
    return { ms, operations, examined: executionStats.totalDocsExamined };
  },
});

type Explained = { executionStats: { totalDocsExamined: number } };
