import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../child.ts';
import { fill } from './fill.ts';
import type { StoreOptions } from './options.ts';
import { type Resident, StoreProcess } from './store-process.ts';

/** What is compared, each with the same documents of its own; what it took to fill the store. */
export type StoreStage = {
  /** Where everything lies; gone when the benchmark ends. */
  folder: string;
  /** The store's data, and the path of an untouched copy of it. */
  data: string;
  copy: string;
  /** Documents a second, in batches. */
  fillRate: number;
  residentEmpty: Resident;
  residentFilled: Resident;
};

export async function prepare({ documents }: StoreOptions): Promise<StoreStage> {
  const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const store = await StoreProcess.start(data);
  const residentEmpty = await store.resident();
  const fillRate = await fill(store.socket, documents);
  const residentFilled = await store.resident();
  await store.stop();
  const copy = join(folder, 'copy');
  cpSync(data, copy, { recursive: true });
  return { folder, data, copy, fillRate, residentEmpty, residentFilled };
}

/** Another copy of the data, for one who works on it alone. */
export function copyOf({ folder, copy }: StoreStage, name: string): string {
  const path = join(folder, name);
  cpSync(copy, path, { recursive: true });
  return path;
}

/** A process of the benchmark's own that works on a copy of the data. */
export async function onCopy(stage: StoreStage, name: string, { documents, profile }: StoreOptions): Promise<Child> {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = new Child(`bench/store/processes/${name}.ts`, { place: 'server core', flags });
  await child.ask('open', { data: copyOf(stage, name), documents });
  return child;
}
