import type { Result, Row } from '../../report.ts';
import { short } from '../../report.ts';
import { ratiosOf, spreadOf } from '../../spread.ts';
import type { Layers } from '../layers.ts';
import { IN_ONE, isRead, LANES, type Operation, type Run } from '../operations.ts';
import type { StoreOptions } from '../options.ts';

/** A way to do an operation, and which of the ways it is held against. */
type Way = { what: string; atOnce: number; run: Layers['bare']; baseline: number };

const WARM_UP_MS = 700;

/** How often an operation is done a second, by each way to the data. */
export async function throughput(operation: Operation, layers: Layers, options: StoreOptions): Promise<Result> {
  const ways = waysOf(operation, layers);
  for (const { run, atOnce } of ways) await run({ operation, atOnce, ms: WARM_UP_MS });
  const runs = ways.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1) {
    // Each round begins with another way: what comes first, or after which, must not matter.
    for (let place = 0; place < ways.length; place += 1) {
      const index = (round + place) % ways.length;
      const { run, atOnce } = ways[index]!;
      runs[index]!.push(await run({ operation, atOnce, ms: options.seconds * 1_000 }));
    }
  }
  return {
    about: ABOUT[operation],
    rows: ways.map((way, index) => rowOf(way, runs[index]!, runs[way.baseline]!)),
    notes: [],
  };
}

const ABOUT: Record<Operation, string> = {
  'read by _id': 'documents a second; bare lmdb gets the index entry and a copy of the document',
  'read by another index': 'documents a second; bare lmdb reads the first entry of a range and gets the document',
  'read 64 by _id in one $in': `documents a second, ${IN_ONE} in a query`,
  create: 'durable documents a second, each with two index entries',
  $inc: 'durable updates a second of documents found by _id',
  transaction: 'durable transactions a second of two findAndModify and two inserts',
};

function waysOf(operation: Operation, layers: Layers): Way[] {
  const { bare, engine, socket, pipelined, driver, echo, echoPipelined } = layers;
  if (operation === 'read 64 by _id in one $in')
    return [
      { what: 'bare lmdb', atOnce: 1, run: bare, baseline: 0 },
      { what: 'the store without a socket', atOnce: 1, run: engine, baseline: 0 },
      { what: 'the store over a socket', atOnce: 1, run: socket, baseline: 0 },
      { what: 'the store by the official driver', atOnce: 1, run: driver, baseline: 0 },
    ];
  const both = (name: string, run: Layers['bare']): Way[] => [
    { what: `${name}, one`, atOnce: 1, run, baseline: 0 },
    { what: `${name}, ${LANES} at once`, atOnce: LANES, run, baseline: 1 },
  ];
  const ways = [
    ...both('bare lmdb', bare),
    ...both('the store without a socket', engine),
    ...both('the store over a socket', socket),
    ...both('the store by the official driver', driver),
  ];
  if (!isRead(operation)) return ways;
  return [
    ...ways,
    { what: `the store over a socket, ${LANES} on one connection`, atOnce: LANES, run: pipelined, baseline: 1 },
    ...both('a server that only echoes', echo),
    { what: `a server that only echoes, ${LANES} on one connection`, atOnce: LANES, run: echoPipelined, baseline: 1 },
  ];
}

function rowOf({ what }: Way, runs: Run[], baseline: Run[]): Row {
  const rate = ({ done, ms }: Run) => done / (ms / 1_000);
  const cpu = spreadOf(runs.map(({ cpuMs, done }) => (cpuMs * 1_000) / done));
  const rates = runs.map(rate);
  const unit = `a second, ${short(cpu.median)} (${short(cpu.min)} – ${short(cpu.max)}) µs of CPU each`;
  return { what, figure: spreadOf(rates), unit, ratio: ratiosOf(rates, baseline.map(rate)) };
}
