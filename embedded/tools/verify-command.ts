import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Unchecked, type Verdict, verifyDirectory } from './verify.ts';
import { plural } from './words.ts';

const usage = 'usage: verify --data DIR [--json]';

/** Ends with 0 where the data is sound, 1 where it is damaged, 2 where it could not be checked. */
export function run(args: string[]): number {
  try {
    const { values } = parseArgs({
      args,
      options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (!values.data) throw new Unchecked(usage);
    const verdict = verifyDirectory(resolve(values.data));
    process.stdout.write(values.json ? `${JSON.stringify(verdict)}\n` : described(verdict));
    return verdict.sound ? 0 : 1;
  } catch (error) {
    process.stderr.write(`could not check: ${(error as Error).message}\n`);
    return 2;
  }
}

export function described(verdict: Verdict): string {
  const lines = [verdict.file, ...verdict.collections.map(line)];
  if (verdict.pages) {
    const { used, free, lost } = verdict.pages;
    lines.push(
      `  ${plural(used, 'page')} in use, ${free} free${lost > 0 ? `, ${lost} neither (space lost, no harm)` : ''}`,
    );
  }
  lines.push(...(verdict.sound ? ['Sound.'] : damage(verdict)));
  return `${lines.join('\n')}\n`;
}

function line({ namespace, count, documents, indexes }: Verdict['collections'][number]): string {
  const names = Object.entries(indexes).map(([name, entries]) => `${name} (${entries})`);
  const missing = documents === count ? '' : ` of ${count}`;
  return `  ${namespace}: ${documents}${missing} ${count === 1 ? 'document' : 'documents'}; indexes ${names.join(', ')}`;
}

function damage({ problems, problemCount, collections }: Verdict): string[] {
  const rest = problemCount - problems.length;
  const readable = collections.reduce((sum, one) => sum + one.documents, 0);
  return [
    `Damaged: ${plural(problemCount, 'problem')}.`,
    ...problems.map(({ where, what }) => `  ${where}: ${what}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    `${plural(readable, 'document')} can be read. Restore a backup; or see what \`export --data\` saves.`,
  ];
}
