import { build } from '../build.ts';
import { machine, stayOffServerCore } from '../machine.ts';
import { print, type Result, short } from '../report.ts';
import { heldUp } from './benchmarks/hold-ups.ts';
import { start } from './benchmarks/start.ts';
import { throughput } from './benchmarks/throughput.ts';
import { openLayers } from './layers.ts';
import { READS, WRITES } from './operations.ts';
import { readStoreOptions } from './options.ts';
import { prepare, type StoreStage } from './stage.ts';
import type { Resident } from './store-process.ts';

const OPERATIONS = [...READS, ...WRITES];
const NAMES = ['start', ...OPERATIONS, 'hold-ups'];

const { names, options } = readStoreOptions(process.argv.slice(2));
const isChosen = (name: string) => names.length === 0 || names.includes(name);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
for (const name of names) if (!NAMES.includes(name)) refuse(name);

console.log(`${new Date().toISOString().slice(0, 10)}, ${machine()}`);
console.log(
  `${Object.entries(options)
    .map(([name, value]) => `${name} ${value || 'none'}`)
    .join(', ')}\n`,
);
if (options.build) build();
// Its store and its clients share the cores as they would anywhere.
if (isChosen('hold-ups')) await reported('hold-ups', () => heldUp(options, names.includes('hold-ups')));
if (['start', ...OPERATIONS].some(isChosen)) await onOneStage();
process.exit(0);

async function onOneStage(): Promise<void> {
  stayOffServerCore();
  const stage = await told('filling', () => prepare(options));
  if (isChosen('start')) await reported('start', () => start(stage, options));
  if (OPERATIONS.some(isChosen)) await measureOperations(stage);
}

async function measureOperations(stage: StoreStage): Promise<void> {
  const layers = await openLayers(stage, options);
  for (const operation of OPERATIONS.filter(isChosen))
    await reported(operation, () => throughput(operation, layers, options));
  const after = await layers.store.resident();
  const states = { empty: stage.residentEmpty, filled: stage.residentFilled, 'after all of this': after };
  for (const [state, held] of Object.entries(states)) console.log(`resident, ${state}: ${describe(held)}`);
  console.log(`filled at ${short(stage.fillRate)} documents a second, 10,000 in a message\n`);
  await layers.close();
}

function describe({ all, own }: Resident): string {
  return `${short(all)} MiB, of it ${short(own)} not the data file`;
}

async function reported(name: string, measure: () => Promise<Result>): Promise<void> {
  const result = await told(name, measure);
  print(name, result);
  console.log('');
}

async function told<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  console.log(`(${name}: ${Math.round((performance.now() - from) / 1_000)} s)`);
  return result;
}

function refuse(name: string): never {
  console.error(`There is no benchmark ${name}. There are: ${NAMES.join(', ')}.`);
  process.exit(2);
}
