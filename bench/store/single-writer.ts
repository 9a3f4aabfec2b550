import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';

/**
 * A process of its own that writes one small document after another: what the long work's own client is busy with must
 * not be taken for the store's. Started with the store's address; each message begins or ends a measurement.
 */

const PAUSE_MS = 3;

const client = await new MongoClient(process.argv[2] as string).connect();
const collection = client.db('hold_ups').collection('single');
let times: number[] | undefined;
let writing: Promise<void> = Promise.resolve();

process.on('disconnect', () => process.exit(1));
process.on('message', async (message: 'begin' | 'end') => {
  if (message === 'begin') {
    times = [];
    writing = write(times);
    process.send?.('begun');
    return;
  }
  const measured = times;
  times = undefined;
  await writing;
  process.send?.(measured);
});

async function write(own: number[]): Promise<void> {
  while (times === own) {
    const from = performance.now();
    await collection.insertOne({ at: new Date(), text: 'a single document' });
    own.push(performance.now() - from);
    await wait(PAUSE_MS);
  }
}
