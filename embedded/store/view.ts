import { CommandError } from '../errors.ts';
import type { Environment, Range, Snapshot } from './environment.ts';
import { type Entry, Overlay } from './overlay.ts';

/** What one reader sees: a state of the data, and over it the writes that are the reader's own. */
export class View {
  private readonly environment: Environment;
  private readonly ownWrites: () => Overlay;
  private readonly moment: () => number;
  private readonly snapshot: Snapshot | undefined;
  /** The moment it shows: nothing that came about later can be relied on in it. */
  readonly since: number;
  private released = false;

  /** `moment` changes whenever what the view shows may have changed. */
  constructor(
    environment: Environment,
    ownWrites: () => Overlay,
    moment: () => number,
    snapshot?: Snapshot,
    since = Number.POSITIVE_INFINITY,
  ) {
    this.environment = environment;
    this.ownWrites = ownWrites;
    this.moment = moment;
    this.snapshot = snapshot;
    this.since = since;
  }

  /** Lets go of the snapshot; who still reads is told that the transaction has ended. */
  release(): void {
    this.released = true;
    this.snapshot?.release();
  }

  get(key: string): Buffer | undefined {
    this.checkHeld();
    const own = this.ownWrites().get(key);
    return own === undefined ? this.environment.get(key, this.snapshot) : (own ?? undefined);
  }

  /** As `get`, for values that are keys. */
  text(key: string): string | undefined {
    this.checkHeld();
    const own = this.ownWrites().get(key);
    return own === undefined ? this.environment.text(key, this.snapshot) : own?.toString('latin1');
  }

  /**
   * The entries of a range in order. It reads ahead in chunks and may be left and resumed in another turn of the event
   * loop; once the data has changed it goes on from after the last entry given, so what it gives is current then.
   */
  *scan(range: Range, reverse = false): Generator<Entry> {
    let rest: Range | undefined = range;
    for (let size = FIRST_CHUNK; rest; size = Math.min(size * 2, LARGEST_CHUNK)) {
      const moment = this.moment();
      const chunk = this.chunk(rest, reverse, size);
      let last: string | undefined;
      for (const entry of chunk.entries) {
        if (this.moment() !== moment) break;
        last = entry.key;
        yield entry;
      }
      if (this.moment() === moment) last = chunk.last;
      else if (last === undefined) continue;
      rest = last === undefined ? undefined : beyond(rest, last, reverse);
    }
  }

  /** How many entries a range has, a chunk at a time; it may be left and resumed as `scan` may. */
  *count(range: Range): Generator<number> {
    let rest: Range | undefined = range;
    while (rest) {
      this.checkHeld();
      const keys = this.environment.keys(rest, false, COUNT_CHUNK, this.snapshot);
      const last: string | undefined = keys.length < COUNT_CHUNK ? undefined : keys.at(-1);
      const own = this.ownWrites().keysBetween(rest.from, last === undefined ? rest.to : `${last}\0`);
      yield keys.length + this.difference(own);
      rest = last === undefined ? undefined : beyond(rest, last, false);
    }
  }

  /** How many more entries there are for one's own writes. */
  private difference(own: string[]): number {
    let count = 0;
    for (const key of own) {
      const before = this.environment.text(key, this.snapshot) === undefined ? 0 : 1;
      count += (this.ownWrites().get(key) === null ? 0 : 1) - before;
    }
    return count;
  }

  private checkHeld(): void {
    if (this.released) throw new CommandError(251, 'the transaction has ended', {}, ['TransientTransactionError']);
  }

  /** The next entries, and how far they reach: `last` is undefined where they are all that is left of the range. */
  private chunk(range: Range, reverse: boolean, size: number): { entries: Entry[]; last: string | undefined } {
    this.checkHeld();
    const { entries: base, areAll } = this.environment.entries(range, reverse, size, this.snapshot);
    const last = areAll ? undefined : base.at(-1)?.key;
    const { from, to } = last === undefined ? range : upTo(range, last, reverse);
    const own = this.ownWrites().keysBetween(from, to);
    if (own.length === 0) return { entries: base, last };
    return { entries: this.merged(base, reverse ? own.reverse() : own, reverse), last };
  }

  private merged(base: Entry[], own: string[], reverse: boolean): Entry[] {
    const overlay = this.ownWrites();
    const result: Entry[] = [];
    let at = 0;
    for (const key of own) {
      for (; at < base.length && isBefore((base[at] as Entry).key, key, reverse); at++) result.push(base[at] as Entry);
      if (base[at]?.key === key) at++;
      const value = overlay.get(key);
      if (value) result.push({ key, value });
    }
    return result.concat(base.slice(at));
  }
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;
const COUNT_CHUNK = 2048;
const none = new Overlay();
export const noWrites = (): Overlay => none;

function isBefore(a: string, b: string, reverse: boolean): boolean {
  return reverse ? a > b : a < b;
}

/** What of a range comes after a key, in the direction it is read in. */
function beyond({ from, to }: Range, key: string, reverse: boolean): Range {
  return reverse ? { from, to: key } : { from: `${key}\0`, to };
}

/** What of a range comes before a key and with it. */
function upTo({ from, to }: Range, key: string, reverse: boolean): Range {
  return reverse ? { from: key, to } : { from, to: `${key}\0` };
}
