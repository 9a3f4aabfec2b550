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
    let rest = range;
    for (let size = FIRST_CHUNK; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
      const moment = this.moment();
      const chunk = this.chunk(rest, reverse, size);
      let last: string | undefined;
      for (const entry of chunk) {
        if (this.moment() !== moment) break;
        last = entry.key;
        yield entry;
      }
      if (this.moment() === moment && chunk.length < size) return;
      if (last !== undefined) rest = reverse ? { from: rest.from, to: last } : { from: `${last}\0`, to: rest.to };
    }
  }

  count(range: Range): number {
    this.checkHeld();
    const own = this.ownWrites().keysBetween(range.from, range.to);
    let count = this.environment.count(range, this.snapshot);
    for (const key of own) count += this.change(key);
    return count;
  }

  private change(key: string): number {
    const before = this.environment.get(key, this.snapshot) === undefined ? 0 : 1;
    return (this.ownWrites().get(key) === null ? 0 : 1) - before;
  }

  private checkHeld(): void {
    if (this.released) throw new CommandError(251, 'the transaction has ended', {}, ['TransientTransactionError']);
  }

  private chunk(range: Range, reverse: boolean, size: number): Entry[] {
    this.checkHeld();
    const own = this.ownWrites().keysBetween(range.from, range.to);
    if (own.length === 0) return this.environment.entries(range, reverse, size, this.snapshot);
    // Deleted keys take their place in what LMDB gives, so as many more have to be asked for.
    const base = this.environment.entries(range, reverse, size + own.length, this.snapshot);
    return this.merged(base, reverse ? own.reverse() : own, reverse).slice(0, size);
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
const none = new Overlay();
export const noWrites = (): Overlay => none;

function isBefore(a: string, b: string, reverse: boolean): boolean {
  return reverse ? a > b : a < b;
}
