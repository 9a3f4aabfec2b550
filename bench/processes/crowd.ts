import type WebSocket from 'ws';
import { answer } from './answer.ts';
import { type Greeting, listen } from './listener.ts';

/** Many listeners in one process, which count what they hear. */
export type Opening = { url: string; greetings: Greeting[] };

/** How many may be connecting at a time. */
const AT_ONCE = 50;
const PATIENCE_MS = 60_000;
/** A removal of thousands of posts goes on for a while. */
const REMOVAL_PATIENCE_MS = 300_000;

const sockets: WebSocket[] = [];
type Counted = 'posts' | 'removals';

const heard = { posts: 0, removals: 0 };
let last: Buffer = Buffer.alloc(0);
let waiting: { what: Counted; count: number; resolve: () => void } | null = null;

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
  heard: () => heard.posts,
  /** The last of them, whole, as the server sent it. */
  last: () => last.toString(),
  /** Comes back when `count` posts have been heard since the start. */
  reached: (count: number) => reached('posts', count, PATIENCE_MS),
  /** Posts of whose removal was heard since the start, by all together. */
  removals: () => heard.removals,
  removalsReached: (count: number) => reached('removals', count, REMOVAL_PATIENCE_MS),
});

function reached(what: Counted, count: number, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(new Error(`${heard[what]} of ${count} heard, ${open()} of ${sockets.length} sockets open`));
    const timer = setTimeout(late, patience);
    waiting = {
      what,
      count,
      resolve() {
        clearTimeout(timer);
        resolve();
      },
    };
    tell();
  });
}

function hear(message: Buffer): void {
  if (begins(message, REMOVAL)) heard.removals += timesIn(message, REMOVED);
  if (begins(message, POST)) {
    heard.posts += 1;
    last = message;
  }
  tell();
}

// Events of Socket.IO by their names; ranks and other events are not counted.
const POST = '42["post.created"';
const REMOVAL = '42["posts.removed"';
const REMOVED = Buffer.from('"postId"');

const begins = (message: Buffer, name: string): boolean => message.toString('latin1', 0, name.length) === name;

function timesIn(message: Buffer, word: Buffer): number {
  let times = 0;
  for (let at = message.indexOf(word); at >= 0; at = message.indexOf(word, at + word.length)) times += 1;
  return times;
}

function tell(): void {
  if (!waiting || heard[waiting.what] < waiting.count) return;
  waiting.resolve();
  waiting = null;
}

const open = () => sockets.filter(({ readyState }) => readyState === 1).length;
