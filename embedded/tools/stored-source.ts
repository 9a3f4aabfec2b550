import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../bson/decode.ts';
import { tableRange } from '../catalog/collection.ts';
import { copyServed } from './backup.ts';
import { readCollections } from './check-data.ts';
import type { Exported } from './dump.ts';
import type { Findings } from './findings.ts';
import { userOf } from './owner-of.ts';
import { StoppedData } from './stopped-data.ts';

/**
 * All collections of a data directory at one moment, whether it is being served or not. Of damaged data it gives what
 * can be read, and puts the rest among the findings. `workplace` is a directory for a copy.
 */
export async function* storedCollections(
  directory: string,
  workplace: string,
  findings: Findings,
): AsyncGenerator<Exported> {
  let path = join(directory, 'data.mdb');
  if (!existsSync(path)) throw new Error(`there is no data in ${directory}`);
  if (userOf(path)) {
    mkdirSync(workplace);
    await copyServed(directory, workplace);
    path = join(workplace, 'data.mdb');
  }
  const data = new StoppedData(path);
  data.onDamage = (damage) => findings.add('data.mdb', damage.message);
  try {
    for (const { database, name, table, uuid, options, indexes } of readCollections(data, findings)) {
      const documents = documentsIn(data, table, `${database}.${name}`, findings);
      const ready = indexes.filter((index) => index.ready).map((index) => index.document);
      yield { database, name, uuid, options, indexes: ready, documents };
    }
    if (!data.file.isUntouched()) throw new Error('the store was started while its data was read: try again');
  } finally {
    data.close();
    rmSync(workplace, { recursive: true, force: true });
  }
}

function* documentsIn(data: StoppedData, table: string, namespace: string, findings: Findings): Generator<Buffer> {
  for (const { value } of data.scan(tableRange(table))) {
    try {
      decode(value);
    } catch (error) {
      findings.add(namespace, `has a document that can't be read: ${(error as Error).message}`);
      continue;
    }
    yield value.subarray(0, value.readInt32LE(0));
  }
}
