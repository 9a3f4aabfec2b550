import { inStore } from '../community.ts';
import { makeDirectory, nameAt } from '../experts.ts';
import { GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';

/** Milliseconds for each time it was read; `node` and `store` are CPU. */
type Run = { p50: number; node: number; store: number };
type Page = { what: string; path: string };

const FEW = 100;
const READS = 100;
const WARM_UP = 20;

/** What a page of a partner's directory costs a stranger, among few experts and among many. */
export async function directory(options: Options): Promise<Result> {
  const node = await GuildhallNode.start(options);
  const from = performance.now();
  const sizes = [FEW, options.experts];
  for (const size of sizes) await inStore(node, () => makeDirectory(`partner-${size}`, size));
  const filled = (performance.now() - from) / 1_000;
  const pages = await Promise.all(sizes.map((size) => pagesAmong(node, size)));
  const runs = pages.map((own) => own.map((): Run[] => []));
  for (const own of pages) for (const { path } of own) await often(node, path, WARM_UP);
  for (let round = 0; round < options.repeats; round += 1)
    for (const [place, own] of pages.entries())
      for (const [index, { path }] of own.entries()) runs[place]![index]!.push(await often(node, path, READS));
  await node.stop();
  const rows = (kind: keyof Run, unit: string): Row[] =>
    pages[0]!.flatMap(({ what }, index) =>
      sizes.map((size, place) => {
        const [few, own] = [runs[0]!, runs[place]!].map((all) => all[index]!.map((run) => run[kind]));
        const told = `${what}, ${size.toLocaleString('en')} experts`;
        return { what: told, figure: spreadOf(own!), unit, ratio: ratiosOf(own!, few!) };
      }),
    );
  return {
    about: `a page of 30 experts, ${READS} times in a round, one after the other, against the same among ${FEW}`,
    rows: [...rows('p50', 'ms, median'), ...rows('node', 'ms of CPU, node'), ...rows('store', 'ms of CPU, store')],
    notes: [`To fill the store took ${filled.toFixed(0)} s.`],
  };
}

async function pagesAmong(node: GuildhallNode, size: number): Promise<Page[]> {
  const partner = `/api/v1/partners/partner-${size}`;
  const middle = nameAt(Math.floor(size / 2));
  const near = encodeURIComponent(middle.slice(0, -1));
  const { next } = (await read(node, `${partner}/experts?limit=1&q=${near}`)) as { next: string };
  return [
    { what: 'the first page', path: `${partner}/experts` },
    { what: 'from the middle on', path: `${partner}/experts?cursor=${next}` },
    { what: 'by a name', path: `${partner}/experts?q=${encodeURIComponent(middle)}` },
    { what: 'by a username nobody has', path: `${partner}/experts?q=zz` },
    { what: 'who is featured', path: `${partner}/featured?visitor=the-same-visitor` },
  ];
}

async function often(node: GuildhallNode, path: string, count: number): Promise<Run> {
  const before = await node.cpuMs();
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const from = performance.now();
    await read(node, path);
    times.push(performance.now() - from);
  }
  const cpu = used(before, await node.cpuMs());
  return {
    p50: quantile(
      times.sort((a, b) => a - b),
      0.5,
    ),
    node: cpu.node / count,
    store: cpu.store / count,
  };
}

/** As a stranger does. */
async function read({ url }: GuildhallNode, path: string): Promise<unknown> {
  const answer = await fetch(url + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
