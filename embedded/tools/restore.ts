import { chownSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unseal } from './backup-file.ts';
import { syncFile, syncName } from './durable.ts';
import { userOf } from './owner-of.ts';
import { type Verdict, verifyFile } from './verify.ts';

export type Restored = { verdict: Verdict /** Where the data that was there is now. */; before?: string };

/**
 * Puts a backup's data into a directory, whole or not at all: under its name it appears once it has been checked and is
 * on the disk. A directory that isn't empty is refused, unless its data is to be replaced: that is kept under another name.
 */
export function restore(backup: string, directory: string, replace: boolean): Restored {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'data.mdb');
  checkRoom(directory, path, replace);
  const partial = `${path}.${process.pid}.partial`;
  try {
    unseal(backup, partial);
    const verdict = verifyFile(partial);
    if (!verdict.sound) throw new Error(`${backup} is damaged: ${verdict.problems[0]?.what}`);
    return { verdict, before: put(partial, path) };
  } finally {
    rmSync(partial, { force: true });
  }
}

function checkRoom(directory: string, path: string, replace: boolean): void {
  const user = existsSync(path) && userOf(path);
  if (user) throw new Error(`the data in ${directory} is in use by process ${user.pid}: stop it first`);
  // A disk's own directory has this from the first.
  const names = readdirSync(directory).filter((name) => name !== 'lost+found');
  if (names.length > 0 && !replace)
    throw new Error(
      `${directory} is not empty: with --replace its data is set aside, and the backup's put in its place`,
    );
}

function put(partial: string, path: string): string | undefined {
  const directory = statSync(dirname(path));
  // Who restores as root does it for whom the directory belongs to.
  if (process.getuid?.() === 0) chownSync(partial, directory.uid, directory.gid);
  syncFile(partial);
  const before = existsSync(path)
    ? `${path}.before-${new Date().toISOString().replaceAll(/[:]|\.\d+/g, '')}`
    : undefined;
  if (before) linkSync(path, before);
  renameSync(partial, path);
  rmSync(join(dirname(path), 'lock.mdb'), { force: true });
  syncName(path);
  return before;
}
