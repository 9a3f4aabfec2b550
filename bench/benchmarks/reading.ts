import { type CpuMs, used } from '../node.ts';
import type { Options } from '../options.ts';
import { type Result, type Row, short } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';
import { closeStage, openStage, type Stage } from '../stage.ts';

const READERS = 8;
const POSTS = 40;

type Run = CpuMs & { ms: number; waits: number[] };

/** What a page costs that is only read. */
export async function reading(options: Options): Promise<Result> {
  const stage = await openStage(options, READERS, 0);
  const { authors, topic } = stage;
  for (let post = 0; post < POSTS; post += 1) await authors[post % READERS]!.reply(topic);
  const ways = [
    { what: 'a node’s own sign of life, nothing looked up', path: '/healthz' },
    { what: 'a page of 20 posts', path: `/api/v1/topics/${topic}/posts?from=1&limit=20` },
    { what: 'a topic', path: `/api/v1/topics/${topic}` },
    { what: 'who one is', path: '/api/v1/me' },
  ];
  for (const { path } of ways) await read(stage, path, 1_000);
  const runs = ways.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1)
    for (const [index, { path }] of ways.entries()) runs[index]!.push(await read(stage, path, options.seconds * 1_000));
  await closeStage(stage);
  return result(
    ways.map(({ what }) => what),
    runs,
  );
}

/** All readers at once, each asking again when it has been answered. */
async function read({ node, authors }: Stage, path: string, ms: number): Promise<Run> {
  const [before, from] = [await node.cpuMs(), performance.now()];
  const waits: number[] = [];
  const often = async (reader: (typeof authors)[number]) => {
    while (performance.now() - from < ms) {
      const asked = performance.now();
      await reader.read(path);
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(authors.map(often));
  return { ms: performance.now() - from, waits, ...used(before, await node.cpuMs()) };
}

function result(ways: string[], runs: Run[][]): Result {
  const figures = runs.map((ofWay) => ofWay.map(({ waits, node }) => waits.length / (node / 1_000)));
  const rows = ways.map(
    (what, index): Row => ({
      what,
      figure: spreadOf(figures[index]!),
      unit: 'answers per CPU second of the node',
      ratio: ratiosOf(figures[index]!, figures[0]!),
    }),
  );
  return {
    about: `${READERS} readers at once, each signed in`,
    rows,
    notes: ways.map((what, index) => `${what}: ${describe(runs[index]!)}`),
  };
}

function describe(runs: Run[]): string {
  const median = (figure: (run: Run) => number) => short(spreadOf(runs.map(figure)).median);
  const waits = runs.flatMap((run) => run.waits).sort((a, b) => a - b);
  return [
    `${median(({ waits, ms }) => waits.length / (ms / 1_000))} a second, answered after ${short(quantile(waits, 0.5))} ms (p99 ${short(quantile(waits, 0.99))})`,
    `CPU each: node ${median(({ node, waits }) => node / waits.length)} ms, store ${median(({ store, waits }) => store / waits.length)} ms`,
  ].join('; ');
}
