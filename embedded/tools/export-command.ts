import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dump, type Exported, type Format, madeWhole } from './dump.ts';
import { Findings } from './findings.ts';
import { plural } from './words.ts';

const usage = 'usage: export (--data DIR | --uri URI) --to DIR [--format bson|json]';

type Source = (workplace: string) => AsyncIterable<Exported>;

/** Ends with 1 where the data is damaged: what could be read of it is exported all the same. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      uri: { type: 'string' },
      to: { type: 'string' },
      format: { type: 'string', default: 'bson' },
    },
  });
  if (!values.to || !values.data === !values.uri || !['bson', 'json'].includes(values.format)) throw new Error(usage);
  process.umask(0o077);
  const findings = new Findings();
  const source = values.data ? await fromData(resolve(values.data), findings) : await fromServer(values.uri as string);
  await exportAll(source, resolve(values.to), values.format as Format);
  for (const { where, what } of findings.problems) process.stderr.write(`${where}: ${what}\n`);
  if (findings.count > 0)
    process.stderr.write(`${plural(findings.count, 'problem')}; what could be read is exported\n`);
  return findings.count > 0 ? 1 : 0;
}

async function fromData(directory: string, findings: Findings): Promise<Source> {
  const { storedCollections } = await import('./stored-source.ts');
  return (workplace) => storedCollections(directory, workplace, findings);
}

async function fromServer(uri: string): Promise<Source> {
  const { servedCollections } = await import('./driver-source.ts');
  return () => servedCollections(uri);
}

async function exportAll(source: Source, target: string, format: Format): Promise<void> {
  await madeWhole(target, async (directory) => {
    for await (const collection of source(join(directory, '.snapshot'))) {
      const count = await dump(collection, directory, format);
      process.stdout.write(`${collection.database}.${collection.name}: ${plural(count, 'document')}\n`);
    }
  });
}
