import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { Damage } from '../pages/damage.ts';
import { PageFile } from '../pages/page-file.ts';
import { checkDataFile } from '../store/data-file.ts';
import { seal } from './backup-file.ts';
import { syncFile, syncName } from './durable.ts';
import { userOf } from './owner-of.ts';
import { type Verdict, verifyFile } from './verify.ts';

export type Backup = { path: string; bytes: number; verdict: Verdict };

/**
 * Copies the data of a directory, as it is at one moment, to a file; whether it is being served meanwhile or not. The
 * file gets its name once it has been checked whole and is on the disk.
 * @param target the file, which must not be there yet, or a directory for it.
 */
export async function backUp(directory: string, target: string): Promise<Backup> {
  const path = named(target);
  if (existsSync(path)) throw new Error(`${path} is there already`);
  const workplace = `${path}.${process.pid}.partial`;
  mkdirSync(workplace);
  try {
    const partial = join(workplace, 'data.mdb');
    await copy(directory, workplace);
    const verdict = verifyFile(partial);
    if (!verdict.sound) damaged(`${verdict.problems[0]?.what} (see verify)`);
    const { bytes } = seal(partial);
    syncFile(partial);
    renameSync(partial, path);
    syncName(path);
    return { path, bytes, verdict };
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

function named(target: string): string {
  if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) return target;
  return join(target, `${new Date().toISOString().replaceAll(/[:]|\.\d+/g, '')}.backup`);
}

async function copy(directory: string, target: string): Promise<void> {
  const path = join(directory, 'data.mdb');
  if (!existsSync(path)) throw new Error(`there is no data in ${directory}`);
  refuseDamaged(path);
  if (userOf(path)) await copyServed(directory, target);
  else copyStopped(path, join(target, 'data.mdb'));
}

function refuseDamaged(path: string): void {
  try {
    checkDataFile(path);
  } catch (error) {
    if (error instanceof Damage) damaged(error.message);
    throw error;
  }
}

function damaged(how: string): never {
  throw new Error(`the data is damaged, so it was not backed up: ${how}`);
}

/**
 * LMDB lets several processes read: this one takes a snapshot of its own, and the store goes on as if it weren't there.
 * The copy leaves out what is free.
 */
export async function copyServed(directory: string, target: string): Promise<void> {
  const environment = open({ path: directory, noSubdir: false, encoding: 'binary', readOnly: true });
  try {
    await environment.backup(target, true).catch(async (error: Error) => {
      // It counts on every page being in use or free; one that is neither does no harm, but it can't go on.
      if (!error.message.includes('MDB_INCOMPATIBLE')) throw error;
      rmSync(join(target, 'data.mdb'));
      await environment.backup(target, false);
    });
  } finally {
    await environment.close();
  }
}

/** LMDB itself would leave its lock file behind, as a file of whoever runs this. */
function copyStopped(path: string, target: string): void {
  const file = new PageFile(path);
  try {
    copyFileSync(path, target, constants.COPYFILE_EXCL);
    if (!file.isUntouched()) throw new Damage(`the store was started while ${path} was copied: try again`);
  } finally {
    file.close();
  }
}
