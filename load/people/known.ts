import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';

/** What a run leaves for the next one: who it was, and with what secret its members sign in. */
const Known = z.strictObject({
  /** Goes into the names of members and groups. */
  stem: z.string().regex(/^[a-z0-9]{4,12}$/),
  secret: z.string().min(20),
  /** How many members, and how many groups, have been made. */
  members: z.int().min(0),
  groups: z.int().min(0),
});
export type Known = z.infer<typeof Known>;

/** Beside a user's other state, a file for each target. */
export function placeOf(url: string): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(state, 'guildhall-load', `${new URL(url).host.replace(/[^\w.-]/g, '_')}.json`);
}

/** @throws UsageError where there is a file that is none of ours. */
export async function readKnown(file: string): Promise<Known> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UsageError(`--people: ${file} cannot be read: ${error.message}`);
  });
  if (text === null) return fresh();
  const parsed = Known.safeParse(jsonOf(text));
  if (!parsed.success) throw new UsageError(`--people: ${file} is not a file of an earlier run.`);
  return parsed.data;
}

/** Only its owner may read it: who has it can sign in as the members. */
export async function writeKnown(file: string, known: Known): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const whole = `${file}.${process.pid}`;
  await writeFile(whole, `${JSON.stringify(known)}\n`, { mode: 0o600 });
  // Another run may be reading it.
  await rename(whole, file);
}

export const forget = (file: string): Promise<void> => rm(file, { force: true });

export const usernameOf = ({ stem }: Known, index: number): string => `load-${stem}-${index + 1}`;
export const slugOf = ({ stem }: Known, index: number): string => `load-${stem}-g${index + 1}`;

export const passwordOf = ({ secret }: Known, index: number): string =>
  createHash('sha256').update(`${secret} ${index}`).digest('base64url').slice(0, 32);

const fresh = (): Known => ({
  stem: randomBytes(3).toString('hex'),
  secret: randomBytes(24).toString('base64url'),
  members: 0,
  groups: 0,
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
