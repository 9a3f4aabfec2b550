import { CommandError } from '../errors.ts';

/** LMDB's own words, where it isn't the system that fails, are all for data that contradicts itself. */
const DAMAGED = /\bMDB_/;
/** After a failure in the middle of writing the meta page, LMDB refuses everything until it is opened anew. */
const OVER = /\bMDB_PANIC/;

/** Whether only a new start can help. */
export function isOver(error: Error): boolean {
  return OVER.test(error.message);
}

/** What clients are told of a batch that could not be stored; the log is told as well. */
export function writeFailure(error: Error): CommandError {
  const known = error instanceof CommandError ? error : (damage(error) ?? unwritten(error));
  log('write failed', known);
  return known;
}

/** What clients are told where stored data turns out to be damaged; undefined if it is another error. */
export function readFailure(error: Error): CommandError | undefined {
  const known = damage(error);
  if (known) log('data damaged', known);
  return known;
}

/** LMDB calls a write that the disk took only a part of an input/output error. */
const FULL = /No space left|File too large|quota|Input\/output error/i;

function unwritten({ message }: Error): CommandError {
  const code = FULL.test(message) ? 14031 : 39;
  return new CommandError(code, `the disk is full or fails, nothing of this batch of writes was kept: ${message}`);
}

function damage(error: Error): CommandError | undefined {
  if (!(DAMAGED.test(error.message) || isUnreadable(error)) || isOver(error)) return undefined;
  return new CommandError(
    354,
    `the data is damaged (${error.message}): stop the store, check it with \`verify\`, and restore a backup`,
  );
}

/** What clients send has been read by then: only a stored document can be malformed. */
export function isUnreadable(error: Error): boolean {
  return error instanceof CommandError && error.code === 22;
}

function log(event: string, { code, message }: CommandError): void {
  // lmdb itself writes of some failures there, and leaves its line open.
  process.stderr.write(`\n${JSON.stringify({ level: 'error', event, code, message })}\n`);
}
