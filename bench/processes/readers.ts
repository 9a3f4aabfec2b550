import { answer } from './answer.ts';
import { type Asking, Reader } from './reader.ts';

/** Many lean clients in one process. `atOnce`: how many are connecting at a time. */
export type Opening = { url: string; askings: Asking[]; atOnce: number };

/** When an event had come to all of them: its seq, and milliseconds by the machine's clock. */
export type Arrival = [seq: number, at: number];

/** How far they have come: `behind` have not heard the last event, `gaps` were met by all together. */
export type State = { behind: number; gaps: number };

let readers: Reader[] = [];
const counts = new Map<number, number>();
let arrivals: Arrival[] = [];
let highest = 0;
let waiting: { seq: number; resolve: () => void } | null = null;

answer({
  /** Connects them all; how many milliseconds it took until each was ready, and how many missed events they were told. */
  async open({ url, askings, atOnce }: Opening): Promise<{ ms: number; missed: number }> {
    const from = performance.now();
    const opened: Reader[] = [];
    const queue = askings.values();
    const one = async () => {
      for (const asking of queue) {
        const reader = new Reader(url, asking, hear);
        opened.push(reader);
        await reader.ready;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    const ms = performance.now() - from;
    readers = [...readers, ...opened];
    return { ms, missed: opened.reduce((sum, { missed }) => sum + missed, 0) };
  },
  /** Breaks all connections off. */
  close(): void {
    for (const reader of readers) reader.close();
    readers = [];
    counts.clear();
  },
  /** Comes back when all have heard the event with this seq. */
  reached(seq: number): Promise<void> {
    return new Promise((resolve) => {
      waiting = { seq, resolve };
      tell();
    });
  },
  /** What has come to all of them since this was asked last. */
  arrivals(): Arrival[] {
    const since = arrivals;
    arrivals = [];
    return since;
  },
  /** @param last the seq of the stream's last event. */
  state: (last: number): State => ({
    behind: readers.filter((reader) => reader.last !== last).length,
    gaps: readers.reduce((sum, { gaps }) => sum + gaps, 0),
  }),
});

function hear(_reader: Reader, seq: number): void {
  const count = (counts.get(seq) ?? 0) + 1;
  counts.set(seq, count);
  if (count < readers.length) return;
  counts.delete(seq);
  arrivals.push([seq, machineMs()]);
  highest = seq;
  tell();
}

function tell(): void {
  if (!waiting || highest < waiting.seq) return;
  waiting.resolve();
  waiting = null;
}

/** All processes read the same clock. */
function machineMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
