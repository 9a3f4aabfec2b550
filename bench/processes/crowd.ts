import type WebSocket from 'ws';
import { answer } from './answer.ts';
import { type Greeting, listen } from './listener.ts';

/** Many listeners in one process, which count what they hear. */
export type Opening = { url: string; greetings: Greeting[] };

/** How many may be connecting at a time. */
const AT_ONCE = 50;
const PATIENCE_MS = 60_000;

const sockets: WebSocket[] = [];
let heard = 0;
let last: Buffer = Buffer.alloc(0);
let waiting: { count: number; resolve: () => void } | null = null;

answer({
  /** Comes back when all are connected and watching. */
  async open({ url, greetings }: Opening): Promise<void> {
    const queue = [...greetings];
    const one = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) sockets.push(await listen(url, next, hear));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  },
  /** Posts heard since the start, by all listeners together. */
  heard: () => heard,
  /** The last of them, whole, as the server sent it. */
  last: () => last.toString(),
  /** Comes back when `count` posts have been heard since the start. */
  reached(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`${heard} of ${count} heard, ${open()} of ${sockets.length} sockets open`));
      const timer = setTimeout(late, PATIENCE_MS);
      waiting = {
        count,
        resolve() {
          clearTimeout(timer);
          resolve();
        },
      };
      tell();
    });
  },
});

function hear(message: Buffer): void {
  if (message.toString('latin1', 0, POST.length) !== POST) return;
  heard += 1;
  last = message;
  tell();
}

// An event of Socket.IO by that name; ranks and other events are not counted.
const POST = '42["post.created"';

function tell(): void {
  if (!waiting || heard < waiting.count) return;
  waiting.resolve();
  waiting = null;
}

const open = () => sockets.filter(({ readyState }) => readyState === 1).length;
