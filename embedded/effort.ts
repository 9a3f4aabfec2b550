import { fail } from './errors.ts';

/**
 * What computing may take where it can't let others on: between two steps of a flow of documents. Without a bound, a
 * loop in a loop over a range holds up everyone for hours, and text put to itself again and again takes all memory.
 */
const MOST_MS = 2_000;
const MOST_BYTES = 256 * 1024 * 1024;
const PER_LOOK = 16;

let began = 0;
let steps = 0;
let bytes = 0;

/** To be called where others have been, or could have been, let on. */
export function renewEffort(): void {
  began = 0;
  steps = 0;
  bytes = 0;
}

/** One turn of a loop within an expression. Fails with 50 (MaxTimeMSExpired) once all of them take too long. */
export function step(): void {
  if (++steps % PER_LOOK !== 0) return;
  const now = performance.now();
  if (began === 0) begin(now);
  else if (now - began > MOST_MS)
    fail(50, `an expression took more than ${MOST_MS} ms for one document, which the embedded store does not let it`);
}

/** Something of this size has been made. Fails with 146 (ExceededMemoryLimit) once all of it is too much. */
export function made(size: number): void {
  if (began === 0) begin(performance.now());
  bytes += size;
  if (bytes > MOST_BYTES) fail(146, `an expression used more than ${MOST_BYTES} bytes for one document`);
}

/** No step outlasts its turn of the event loop: what is counted in one must not be held against the next. */
function begin(now: number): void {
  began = now;
  setImmediate(renewEffort);
}
