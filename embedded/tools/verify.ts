import { join } from 'node:path';
import type { Collection } from '../catalog/collection.ts';
import { checkPages, type PageCounts } from '../pages/check-pages.ts';
import { Damage } from '../pages/damage.ts';
import type { CollectionState } from './check-collection.ts';
import { checkData } from './check-data.ts';
import { Findings, type Problem } from './findings.ts';
import { userOf } from './owner-of.ts';
import { StoppedData } from './stopped-data.ts';

/** What a check of a data directory has come to. */
export type Verdict = {
  file: string;
  sound: boolean;
  /** How many; `problems` has the first of them. */
  problemCount: number;
  problems: Problem[];
  /** Undefined where the file can't be read at all. */
  pages?: PageCounts;
  collections: {
    namespace: string;
    /** How many there should be, and how many can be read. */
    count: number;
    documents: number;
    indexes: Record<string, number>;
  }[];
};

/** Why a check could not be made; it says nothing about the data. */
export class Unchecked extends Error {}

/** Checks the data in a directory whole, without changing anything. @throws Unchecked if it can't be read or is in use. */
export function verifyDirectory(directory: string): Verdict {
  return verifyFile(join(directory, 'data.mdb'));
}

/** As `verifyDirectory`, for a data file. */
export function verifyFile(path: string): Verdict {
  const user = userOf(path);
  if (user) throw new Unchecked(`the data is in use by process ${user.pid}: stop it first, or check a backup of it`);
  const findings = new Findings();
  const data = opened(path, findings);
  if (!data) return verdict(path, findings);
  try {
    const pages = checkPages(data.file, (damage) => findings.add('data.mdb', damage.message));
    data.onDamage = (damage) => findings.add('data.mdb', damage.message);
    const states = checkData(data, findings);
    if (!data.file.isUntouched()) throw new Unchecked(`${path} was written to while it was checked`);
    return verdict(path, findings, pages, states);
  } finally {
    data.close();
  }
}

function opened(path: string, findings: Findings): StoppedData | undefined {
  try {
    return new StoppedData(path);
  } catch (error) {
    if (!(error instanceof Damage)) throw new Unchecked((error as Error).message);
    findings.add('data.mdb', error.message);
    return undefined;
  }
}

function verdict(
  file: string,
  findings: Findings,
  pages?: PageCounts,
  states: Map<Collection, CollectionState> = new Map(),
): Verdict {
  const collections = [...states].map(([{ namespace, count }, { documents, indexes }]) => ({
    namespace,
    count,
    documents,
    indexes: Object.fromEntries(indexes),
  }));
  return {
    file,
    sound: findings.count === 0,
    problemCount: findings.count,
    problems: findings.problems,
    pages,
    collections,
  };
}
