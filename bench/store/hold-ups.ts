import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../embedded/supervise.ts';
import { quantile } from '../spread.ts';
import { documentOf, type Ground, type LongWork, longWorks } from './long-works.ts';

/** How long single-document writes took beside a long work, in ms; `seconds` is how long the work itself took. */
export type HoldUp = { work: string; worst: number; p99: number; seconds: number };

const IDLE_MS = 5_000;
const BATCH = 10_000;

/** Measures how far long work over so many documents holds up single-document writes; first, as baseline, with no work. */
export async function holdUps(options: { documents: number; only?: string }): Promise<HoldUp[]> {
  const data = await mkdtemp(join(tmpdir(), 'hold-ups-'));
  const store = await startEmbedded({ data });
  const client = await new MongoClient(store.uri).connect();
  const writer = fork(fileURLToPath(new URL('./single-writer.ts', import.meta.url)), [store.uri]);
  try {
    const ground = await filled(client, options.documents);
    const works = longWorks.filter(({ name }) => !options.only || options.only.split(',').includes(name));
    const results = [await measured(writer, { name: 'none', run: () => wait(IDLE_MS) }, ground)];
    for (const work of works) results.push(await measured(writer, work, ground));
    return results;
  } finally {
    writer.kill();
    await client.close();
    await store.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function filled(client: MongoClient, documents: number): Promise<Ground> {
  const db = client.db('long_work');
  const collection = db.collection('all');
  for (let from = 0; from < documents; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, documents - from) }, (_, i) => documentOf(from + i));
    await collection.insertMany(batch as never[]);
  }
  return { client, db, collection, documents };
}

async function measured(writer: ChildProcess, work: LongWork, ground: Ground): Promise<HoldUp> {
  await asked(writer, 'begin');
  const from = performance.now();
  await work.run(ground);
  const seconds = (performance.now() - from) / 1_000;
  const times = (await asked<number[]>(writer, 'end')).sort((a, b) => a - b);
  return { work: work.name, worst: times.at(-1) as number, p99: quantile(times, 0.99), seconds };
}

async function asked<Answer>(writer: ChildProcess, message: 'begin' | 'end'): Promise<Answer> {
  const answered = once(writer, 'message');
  writer.send(message);
  return (await answered)[0] as Answer;
}
