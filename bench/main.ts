import { BENCHMARKS, type BenchmarkName } from './benchmarks/all.ts';
import { build } from './build.ts';
import { machine, stayOffServerCore } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { print } from './report.ts';

const { names, options } = readOptions(process.argv.slice(2));
const chosen = names.length > 0 ? names.flatMap(known) : (Object.keys(BENCHMARKS) as BenchmarkName[]);
// Each process it starts is ended with it.
process.setMaxListeners(100);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

console.log(`${new Date().toISOString().slice(0, 10)}, ${machine()}`);
console.log(`${Object.entries(options).map(describe).join(', ')}\n`);
if (options.build) build();
stayOffServerCore();
for (const name of chosen) {
  const from = Date.now();
  print(name, await BENCHMARKS[name](options));
  console.log(`(${Math.round((Date.now() - from) / 1_000)} s)\n`);
}
process.exit(0);

/** The benchmark of that name, or those whose names begin with it. */
function known(name: string): BenchmarkName[] {
  const all = Object.keys(BENCHMARKS) as BenchmarkName[];
  const found = Object.hasOwn(BENCHMARKS, name)
    ? [name as BenchmarkName]
    : all.filter((one) => one.startsWith(`${name}-`));
  if (found.length > 0) return found;
  console.error(`There is no benchmark ${name}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}

function describe([name, value]: [string, Options[keyof Options]]): string {
  return `${name} ${value || 'none'}`;
}
