#!/usr/bin/env node
import { UsageError } from './errors.ts';
import { help } from './flags.ts';
import { readOptions, wantsHelp } from './options.ts';
import { reportCommand } from './report/main.ts';
import { CODES, test } from './tester.ts';

/** The load tester: what to do is said by arguments, secrets by the environment. */
async function main(args: string[]): Promise<number> {
  if (args[0] === 'report' || args[0] === 'compare') return reportCommand(args);
  if (wantsHelp(args)) {
    process.stdout.write(help());
    return CODES.clean;
  }
  return test(await readOptions(args, process.env), ['guildhall-load', ...args].join(' '));
}

main(process.argv.slice(2)).then(
  // Sockets that hang on must not keep it.
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);
    process.exit(CODES.unusable);
  },
);
