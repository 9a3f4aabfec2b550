import { join } from 'node:path';
import type { Result, Row } from '../../report.ts';
import { ratiosOf, spreadOf } from '../../spread.ts';
import type { StoreOptions } from '../options.ts';
import { copyOf, type StoreStage } from '../stage.ts';
import { type Resident, StoreProcess } from '../store-process.ts';

/** How long the store takes to start and what it holds then, with and without documents: neither may grow with them. */
export async function start(stage: StoreStage, { documents, repeats }: StoreOptions): Promise<Result> {
  const folders = { 'no documents': join(stage.folder, 'empty'), [`${documents} documents`]: copyOf(stage, 'start') };
  const ms = Object.keys(folders).map((): number[] => []);
  const resident = Object.keys(folders).map((): Resident[] => []);
  for (let round = 0; round <= repeats; round += 1)
    for (const [index, folder] of Object.values(folders).entries()) {
      const store = await StoreProcess.start(folder);
      const held = await store.resident();
      await store.stop();
      // The first start makes the directory and brings the files into memory.
      if (round === 0) continue;
      ms[index]!.push(store.startMs);
      resident[index]!.push(held);
    }
  const rows = (what: string, unit: string, figures: number[][]): Row[] =>
    Object.keys(folders).map((name, index) => ({
      what: `${what}, ${name}`,
      figure: spreadOf(figures[index]!),
      unit,
      ratio: ratiosOf(figures[index]!, figures[0]!),
    }));
  return {
    about: 'from spawning the process to listening, and what it holds then; against an empty store',
    rows: [
      ...rows('start', 'ms', ms),
      ...rows(
        'resident',
        'MiB',
        resident.map((all) => all.map((one) => one.all)),
      ),
      ...rows(
        'of it not the data file',
        'MiB',
        resident.map((all) => all.map((one) => one.own)),
      ),
    ],
    notes: [],
  };
}
