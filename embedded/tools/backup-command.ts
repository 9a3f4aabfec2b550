import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from './backup.ts';
import { contents } from './words.ts';

const usage = 'usage: backup --data DIR --to FILE_OR_DIR';

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, to: { type: 'string' } } });
  if (!values.data || !values.to) throw new Error(usage);
  // A backup holds everything there is to know.
  process.umask(0o077);
  const target = resolve(values.to);
  mkdirSync(values.to.endsWith('/') ? target : dirname(target), { recursive: true });
  const { path, bytes, verdict } = await backUp(resolve(values.data), target);
  process.stdout.write(`${path}: ${contents(verdict)}, ${bytes} bytes, checked\n`);
  return 0;
}
