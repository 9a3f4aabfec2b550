import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';
import { importRows, type Tally, type Voice } from './import.ts';
import { rowsOf } from './rows.ts';
import type { Target } from './target.ts';

const USAGE = `Delivers facts about freelancers from a CSV file to a Guildhall.

  GUILDHALL_TOKEN=… npm run facts -- FILE.csv --url http://127.0.0.1:3000

  --url URL      where Guildhall is. Default http://127.0.0.1:3000
  --token TOKEN  of a service, as staff have made it. Better by GUILDHALL_TOKEN: arguments can be seen by others

The first line names the columns: username and version, and of status (active, suspended), jss (0 to 100, or none),
completeness (0 to 100), visibility (public, private), english (basic, conversational, fluent, native), from_elance (true,
false), joined_at (2024-05-01T10:00:00Z) with invited_by (a partner's address; empty where it was none) those there are.
What is empty is not told. Lines that are wrong are named, all others are delivered. It may be run again at any time.

It ends with  0  if all lines were taken or known
              1  if some were refused
              2  if the command was wrong or the target could not be used; what came before is delivered
`;

async function main(args: string[]): Promise<number> {
  const { file, help, target } = optionsOf(args);
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const tally: Tally = { applied: 0, known: 0, unknown: 0, conflict: 0, wrong: 0 };
  const handle = await open(file).catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  try {
    await importRows(rowsOf(handle.readLines()), target, voiceOf(file), tally);
  } finally {
    process.stdout.write(`${wordsOf(tally)}\n`);
    await handle.close();
  }
  return tally.unknown + tally.conflict + tally.wrong > 0 ? 1 : 0;
}

function optionsOf(args: string[]): { file: string; help: boolean; target: Target } {
  const { values, positionals } = parsed(args);
  const { help = false, url = 'http://127.0.0.1:3000', token = process.env.GUILDHALL_TOKEN ?? '' } = values;
  const [file = '', ...more] = positionals;
  if (!help && (!file || more.length > 0)) throw new UsageError('Which file? See --help.');
  if (!help && !token) throw new UsageError('GUILDHALL_TOKEN is not set, and there is no --token.');
  if (!/^https?:\/\/[^?#@]+$/.test(url)) throw new UsageError(`--url ${url} is no address like http://127.0.0.1:3000`);
  return { file, help, target: { url: url.replace(/\/+$/, ''), token } };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { url: text, token: text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const voiceOf = (file: string): Voice => ({
  refused: (line, why) => void process.stderr.write(`${file}:${line}: ${why}\n`),
  waits: (seconds, why) => void process.stderr.write(`Waiting ${seconds} s: ${why}\n`),
});

const wordsOf = ({ applied, known, unknown, conflict, wrong }: Tally): string =>
  `${applied} taken, ${known} known already, ${unknown} of nobody here, ${conflict} in conflict, ${wrong} not understood`;

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);
    process.exitCode = 2;
  },
);
