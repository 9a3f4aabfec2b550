import mongoose from 'mongoose';
import { Child } from '../child.ts';
import { inStore } from '../community.ts';
import { GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import type { Looked } from '../processes/evaluator.ts';
import type { Result, Row } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';
import { dueByAge, makeStandings } from '../standings.ts';

/** For each evaluation: how long it took, and the CPU time of who evaluates. Milliseconds. */
type Run = { ms: number; cpuMs: number };
type Way = { what: string; times: number; run(): Promise<number> };

const SETTLED = 200_000;
const EVALUATED = 400;
const AT_ONCE = 8;

/** How many ranks one node evaluates. */
export async function evaluating(options: Options): Promise<Result> {
  const node = await GuildhallNode.start(options);
  const child = evaluator(node);
  const [steady] = await inStore(node, () => makeStandings(1, () => ({})));
  const many = await inStore(node, () => makeStandings(EVALUATED, () => ({})));
  const rising = () => inStore(node, () => makeStandings(EVALUATED, dueByAge));
  const evaluate = (ids: string[], atOnce: number) => child.ask<number>('evaluate', { ids, atOnce });
  const ways = async (): Promise<Way[]> => {
    const [one, several] = [await rising(), await rising()];
    return [
      { what: 'nothing changes', times: EVALUATED, run: () => evaluate(many, 1) },
      { what: `nothing changes, ${AT_ONCE} at once`, times: EVALUATED, run: () => evaluate(many, AT_ONCE) },
      { what: 'the rank rises', times: EVALUATED, run: () => evaluate(one, 1) },
      { what: `the rank rises, ${AT_ONCE} at once`, times: EVALUATED, run: () => evaluate(several, AT_ONCE) },
      {
        what: 'the rule alone, without the store',
        times: SETTLED,
        run: () => child.ask('settle', { id: steady, times: SETTLED }),
      },
    ];
  };
  for (const way of await ways()) await measure(child, way);
  const rounds: Run[][] = [];
  while (rounds.length < options.repeats) {
    const runs: Run[] = [];
    for (const way of await ways()) runs.push(await measure(child, way));
    rounds.push(runs);
  }
  const names = (await ways()).map(({ what }) => what);
  await child.stop();
  await node.stop();
  const rows = (unit: string, figure: (run: Run) => number): Row[] =>
    names.map((what, index) => {
      const own = rounds.map((runs) => figure(runs[index]!));
      return {
        what,
        figure: spreadOf(own),
        unit,
        ratio: ratiosOf(
          own,
          rounds.map((runs) => figure(runs[0]!)),
        ),
      };
    });
  return {
    about: `ranks evaluated by one process, ${EVALUATED} in a round, against one after the other where nothing changes`,
    rows: [
      ...rows('a second', ({ ms }) => 1_000 / ms),
      ...rows('µs of CPU, the one who evaluates', ({ cpuMs }) => cpuMs * 1_000),
    ],
    notes: [],
  };
}

async function measure(child: Child, { times, run }: Way): Promise<Run> {
  const before = await child.ask<number>('cpuMs');
  const ms = await run();
  return { ms: ms / times, cpuMs: ((await child.ask<number>('cpuMs')) - before) / times };
}

const FEW = 1_000;
const DUE = 10;

/** What the job costs that finds and evaluates those who are due, among few and among many. */
export async function due(options: Options): Promise<Result> {
  const from = performance.now();
  const sizes = [FEW, options.members];
  const places: Awaited<ReturnType<typeof among>>[] = [];
  for (const size of sizes) places.push(await among(options, size));
  const filled = (performance.now() - from) / 1_000;
  for (const place of places) await place.look();
  const looks = places.map((): Looked[] => []);
  for (let round = 0; round < options.repeats; round += 1)
    for (const [index, place] of places.entries()) looks[index]!.push(await place.look());
  for (const place of places) await place.close();
  const rows = (unit: string, figure: (look: Looked) => number): Row[] =>
    sizes.map((size, index) => {
      const figures = looks.map((own) => own.map(figure));
      const what = `${size.toLocaleString('en')} members`;
      return { what, figure: spreadOf(figures[index]!), unit, ratio: ratiosOf(figures[index]!, figures[0]!) };
    });
  return {
    about: `${DUE} members are due among few and among many; they are found, and rise`,
    rows: [
      ...rows('ms', ({ ms }) => ms),
      ...rows('operations of the store, evaluations and all', ({ operations }) => operations),
      ...rows('documents looked at to find them', ({ examined }) => examined),
      ...rows('index entries looked at to find them', ({ keys }) => keys),
    ],
    notes: [`Half of the others have a later date. To put them into the stores took ${filled.toFixed(0)} s.`],
  };
}

async function among(options: Options, size: number) {
  const node = await GuildhallNode.start(options);
  const later = new Date(Date.now() + 86_400_000);
  await inStore(node, async () => {
    // The node leaves those who are due to the one that is measured.
    const leases = mongoose.connection.collection<{ _id: string }>('leases');
    await leases.updateOne({ _id: 'ranks that are due' }, { $set: { holder: 'the benchmark', until: later } });
    await makeStandings(size, (index) => (index % 2 === 0 ? { dueAt: later } : {}));
  });
  const child = evaluator(node);
  return {
    async look() {
      await inStore(node, () => makeStandings(DUE, dueByAge));
      return child.ask<Looked>('due');
    },
    async close() {
      await child.stop();
      await node.stop();
    },
  };
}

const evaluator = (node: GuildhallNode): Child =>
  new Child('bench/processes/evaluator.ts', { place: 'server core', args: [node.storeUri] });
