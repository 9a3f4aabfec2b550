import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chown, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';

export const main = fileURLToPath(new URL('../../embedded/main.ts', import.meta.url));
export const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export type Started = { child: ChildProcess; out: string; errors: string; ended: Promise<unknown> };

const children = new Set<ChildProcess>();

/** Ends whatever a test has started and left running. */
export async function endAll(): Promise<void> {
  const ended = [...children].map((child) => once(child, 'close'));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Starts the store from the command line; waits until it listens or ends. */
export function start(...options: string[]): Promise<Started> {
  return spoken(spawn(process.execPath, ['--import', loader, main, ...options]));
}

/** As `start`, as one who is not root. The directories must be given to them. */
export function startAsOrdinary(...options: string[]): Promise<Started> {
  return spoken(spawn(process.execPath, ['--import', loader, main, ...options], ordinary));
}

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
const ordinary: SpawnOptions = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Gives a file to whom `startAsOrdinary` runs as. */
export async function give(path: string): Promise<void> {
  if (isRoot) await chown(path, NOBODY, NOBODY);
}

/** As `start`, where no file may grow beyond so many KB: what a full disk does. */
export function startWithin(kilobytes: number, ...options: string[]): Promise<Started> {
  const words = [process.execPath, '--import', loader, main, ...options];
  return spoken(spawn('bash', ['-c', `ulimit -S -f ${kilobytes}; exec "$@"`, 'bash', ...words]));
}

/** Lets a process started `startWithin` grow files as it likes, or again only so far. */
export async function allow(child: ChildProcess, kilobytes?: number): Promise<void> {
  const limit = kilobytes === undefined ? 'unlimited' : String(kilobytes * 1024);
  await once(spawn('prlimit', ['--pid', String(child.pid), `--fsize=${limit}:`]), 'close');
}

async function spoken(child: ChildProcess): Promise<Started> {
  children.add(child);
  const started: Started = {
    child,
    out: '',
    errors: '',
    ended: once(child, 'close').then(() => children.delete(child)),
  };
  child.stderr?.on('data', (piece) => {
    started.errors += piece;
  });
  const spoke = new Promise<void>((resolve) => {
    child.stdout?.on('data', (piece) => {
      started.out += piece;
      resolve();
    });
  });
  await Promise.race([spoke, started.ended]);
  return started;
}

/** Runs one of the store's tools to its end. */
export async function runTool(...words: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const started = await start(...words);
  await started.ended;
  return { code: started.child.exitCode, out: started.out, errors: started.errors };
}

/** What was said where it would not start: one line, and exit code 1. */
export async function refused(started: Started): Promise<string> {
  expect(started.out).toBe('');
  await started.ended;
  expect(started.child.exitCode).toBe(1);
  expect(started.errors.trim().split('\n')).toHaveLength(1);
  return started.errors;
}

export async function stopped({ child, ended }: Started): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

/** A hash of each file in a directory. */
export async function fingerprint(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory, { withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => one.name);
  const hashed = names.sort().map(async (name): Promise<[string, string]> => {
    const hash = createHash('sha256').update(await readFile(join(directory, name)));
    return [name, hash.digest('hex')];
  });
  return Object.fromEntries(await Promise.all(hashed));
}
