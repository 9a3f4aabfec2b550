import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
// Two who measure in one checkout must not build over each other.
const OUT = join(ROOT, process.env.BENCH_BUILD ?? 'dist/bench');

/**
 * Compiles the server and the processes around it: what runs is JavaScript without a loader, as after `npm run build`,
 * and it stays what it is when a source changes during the run.
 */
export function build(): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [
    tsc,
    '-p',
    join(ROOT, 'bench/tsconfig.json'),
    '--outDir',
    OUT,
  ]);
  if (status === 0) return;
  if (!existsSync(compiled('server/main.ts'))) throw new Error(`It does not compile:\n${stdout}`);
  console.warn(`The types are not in order; measured all the same:\n${stdout}`);
}

/** Where the compiled form of a source is. @param source a path from the root of the repository. */
export const compiled = (source: string): string => join(OUT, source.replace(/\.ts$/, '.js'));
