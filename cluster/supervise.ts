import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './program.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
/** What has run so long was well. */
const WELL_AFTER_MS = 10_000;

/** Starts a program again whenever it ends, each time a little later, until it is told that the end is wanted. */
export async function keepRunning(program: Program, wanted: AbortSignal): Promise<void> {
  let delay = FIRST_DELAY_MS;
  while (!wanted.aborted) {
    const since = Date.now();
    const { code, signal } = await program.ended;
    if (wanted.aborted) return;
    if (Date.now() - since > WELL_AFTER_MS) delay = FIRST_DELAY_MS;
    program.onLine(`it ended with ${signal ?? `code ${code}`} and is started again`);
    await pause(delay, undefined, { signal: wanted }).catch(() => {});
    delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    if (!wanted.aborted) await program.start().catch((error) => program.onLine(error.message));
  }
}
