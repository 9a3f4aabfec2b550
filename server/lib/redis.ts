import { createClient } from 'redis';
import type { Logger } from './log.ts';

type Client = ReturnType<typeof connect>;

/**
 * The connections to Redis. Nothing of Guildhall's lies in Redis alone, so it may be slow, away or come back empty:
 * whatever is asked of it while it does not answer fails soon, and nothing is kept for later.
 */
export type Redis = {
  /** What the Socket.IO adapter publishes with. A message is dropped while Redis is away, or too far behind. */
  publisher: object;
  /** What the Socket.IO adapter listens with. Subscribes again by itself after a break. */
  subscriber: object;
  /** Runs Lua scripts. Rejects when there is no answer in time. */
  scripts: { readonly isReady: boolean; eval(...args: Parameters<Client['eval']>): Promise<unknown> };
  /** True while both connections stand; a Redis that hangs is found out within seconds. */
  readonly connected: boolean;
  /** True while both connections stand and Redis answers now. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
};

/** What is asked of Redis is worth waiting for so long, in milliseconds. */
const PATIENCE_MS = 500;
/** A connection on which nothing moves for so long is given up. It is asked for a sign of life five times as often. */
const SILENCE_MS = 5_000;
const RETRY_MS = 1_000;
/** Messages sent that Redis has not taken yet. */
const BEHIND_LIMIT = 1_000;

/** Begins to connect, and goes on trying for as long as it takes. @param url `redis://`, `rediss://` or `unix://`. */
export function openRedis(url: string, log: Logger): Redis {
  const commands = connect(url);
  const subscriber = connect(url);
  tellOf(commands, 'commands', log);
  tellOf(subscriber, 'subscriber', log);
  const connected = () => subscriber.isReady && commands.isReady;
  return {
    get connected() {
      return connected();
    },
    publisher: publisherOn(commands),
    subscriber: heedless(subscriber),
    scripts: {
      get isReady() {
        return commands.isReady;
      },
      eval: (...args) => inTime(commands.eval(...args)),
    },
    answers: async () => connected() && inTime(commands.ping()).then(yes, no),
    async close() {
      commands.destroy();
      subscriber.destroy();
    },
  };
}

function connect(url: string) {
  return createClient({
    url,
    pingInterval: SILENCE_MS / 5,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, RETRY_MS) * (0.5 + Math.random()),
    },
  });
}

/** Connects, and says once when Redis goes away and once when it is back. */
function tellOf(client: Client, connection: string, log: Logger): void {
  let away = false;
  client.on('ready', () => {
    if (away) log.info({ connection }, 'Redis is back');
    away = false;
  });
  // Without a listener the first error would end the process.
  client.on('error', (error) => {
    if (!away)
      log.error({ err: error, connection }, 'Redis does not answer; what happens reaches other nodes by the log');
    away = true;
  });
  client.connect().catch(() => {});
}

function publisherOn(client: Client): object {
  let behind = 0;
  const publish = async (channel: string, message: string | Buffer) => {
    if (!client.isReady || behind >= BEHIND_LIMIT) return;
    behind += 1;
    await client.publish(channel, message).finally(() => {
      behind -= 1;
    });
  };
  return heedless(client, { publish });
}

/**
 * The adapter starts commands and does not look at what becomes of them: a rejection would end the process.
 * @param own what is to be called instead of the client's own.
 */
function heedless(client: Client, own: Record<string, unknown> = {}): object {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Object.hasOwn(own, name) ? own[name as string] : Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        if (result instanceof Promise) result.catch(() => {});
        return result;
      };
    },
  });
}

/** @throws when it takes too long; the answer, should it still come, is nobody's. */
async function inTime<Result>(command: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time')), PATIENCE_MS);
  });
  try {
    return await Promise.race([command, late]);
  } finally {
    clearTimeout(timer);
  }
}

const yes = () => true;
const no = () => false;
