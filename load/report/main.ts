import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { compareReports } from './compare.ts';
import { readReport } from './read.ts';
import { textReport, writeReports } from './write.ts';

const USAGE = `report FILE.json [--html FILE] [--text]    prints a report again, or writes its page
compare A.json B.json                      two runs side by side, as ratios`;

/**
 * What is done with reports that were written as JSON.
 *
 * @param args what follows the program's name, `report` or `compare` first.
 * @returns the code to exit with. @throws UsageError
 */
export async function reportCommand(args: string[]): Promise<number> {
  const { values, files } = read(args.slice(1));
  if (args[0] === 'compare' && files.length === 2) {
    const [one, other] = await Promise.all(files.map(readReport));
    process.stdout.write(`${compareReports(one!, other!)}\n`);
  } else if (args[0] === 'report' && files.length === 1) {
    const report = await readReport(files[0]!);
    for (const file of await writeReports(report, { text: false, html: values.html }))
      console.error(`Written: ${file}`);
    if (values.text || !values.html) process.stdout.write(`${textReport(report)}\n`);
  } else throw new UsageError(USAGE);
  return 0;
}

function read(args: string[]): { values: { html?: string; text?: boolean }; files: string[] } {
  try {
    const options = { html: { type: 'string' }, text: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values, files: positionals };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}
