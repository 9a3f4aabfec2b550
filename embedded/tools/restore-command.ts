import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from './restore.ts';
import { contents } from './words.ts';

const usage = 'usage: restore --from FILE --data DIR [--replace]';

export function run(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, from: { type: 'string' }, replace: { type: 'boolean', default: false } },
  });
  if (!values.data || !values.from) throw new Error(usage);
  const data = resolve(values.data);
  const { verdict, before } = restore(resolve(values.from), data, values.replace);
  process.stdout.write(`${data}: ${contents(verdict)}, checked\n`);
  if (before) process.stdout.write(`The data that was there is in ${before}\n`);
  return 0;
}
