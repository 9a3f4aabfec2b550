import mongoose from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { toId } from '../../server/db/id.ts';
import { openStore } from '../../server/db/mongo.ts';
import { createLogger } from '../../server/lib/log.ts';
import { due, evaluateDue } from '../../server/ranks/due.ts';
import { evaluate } from '../../server/ranks/evaluate.ts';
import { latestLadder } from '../../server/ranks/ladder.ts';
import { settle } from '../../server/ranks/settle.ts';
import { StandingModel } from '../../server/ranks/standing.ts';
import { answer } from './answer.ts';

/** As much of a node as evaluates ranks, on the store whose address it is given. */

const log = createLogger('silent');
await openStore(readConfig({ MONGODB_URI: process.argv[2]! }), log);

/** What looking for those who are due took. `examined`, `keys`: what the store looked at for the query that finds them. */
export type Looked = { ms: number; operations: number; examined: number; keys: number };

answer({
  /** Settles a standing again and again, without the store. @returns how long it took, in milliseconds. */
  async settle({ id, times }: { id: string; times: number }): Promise<number> {
    const [standing, ladder, now] = [await StandingModel.findById(toId(id)).lean(), await latestLadder(), new Date()];
    const from = performance.now();
    for (let done = 0; done < times; done += 1) settle(standing!, ladder, now);
    return performance.now() - from;
  },

  /** Evaluates these, so many at once. @returns how long it took, in milliseconds. */
  async evaluate({ ids, atOnce }: { ids: string[]; atOnce: number }): Promise<number> {
    const from = performance.now();
    const left = ids.values();
    const one = async () => {
      for (const id of left) await evaluate(toId(id));
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return performance.now() - from;
  },

  async due(): Promise<Looked> {
    const now = new Date();
    const { executionStats } = (await due(now).clone().explain('executionStats')) as unknown as Explained;
    let operations = 0;
    mongoose.set('debug', () => {
      operations += 1;
    });
    const from = performance.now();
    await evaluateDue(log, now);
    const ms = performance.now() - from;
    mongoose.set('debug', false);
    return { ms, operations, examined: executionStats.totalDocsExamined, keys: executionStats.totalKeysExamined };
  },
});

type Explained = { executionStats: { totalDocsExamined: number; totalKeysExamined: number } };
