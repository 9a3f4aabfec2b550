import { createAdapter } from '@socket.io/redis-adapter';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Logger } from '../lib/log.ts';
import type { Redis } from '../lib/redis.ts';
import type { Asked, Told } from './presence/attendance-report.ts';
import type { Report } from './presence/report.ts';
import type { LiveServer } from './rooms.ts';

/**
 * What nodes tell each other. Any of it may get lost, come twice or come late, and a node of another version may say
 * something else: whoever listens must do without.
 */
export type NodeToNode = {
  /** What one transaction has appended to the log. */
  committed: (events: LoggedEvent[]) => void;
  /** Who is where on the node that tells it. */
  gathered: (report: Report) => void;
  /** In which groups it wants to know who is on the others. */
  attending: (asked: Asked) => void;
  /** Who of a group is on the node that tells it. */
  attended: (told: Told) => void;
};

type Message<Name extends keyof NodeToNode> = Parameters<NodeToNode[Name]>[0];

/** How a node reaches the others that share its store. Without Redis it is alone, and nothing is sent. */
export class Nodes {
  readonly #io: LiveServer;
  readonly #connected: boolean;
  readonly #log: Logger;

  constructor(io: LiveServer, redis: Redis | null, log: Logger) {
    this.#io = io;
    this.#connected = redis !== null;
    this.#log = log;
  }

  /** Tells all other nodes. */
  send<Name extends keyof NodeToNode>(name: Name, message: Message<Name>): void {
    if (!this.#connected) return;
    (this.#io as { serverSideEmit(name: string, message: unknown): void }).serverSideEmit(name, message);
  }

  /** Hears what other nodes tell. */
  on<Name extends keyof NodeToNode>(name: Name, hear: (message: Message<Name>) => void): void {
    const listen = (message: Message<Name>) => {
      try {
        hear(message);
      } catch (error) {
        this.#log.warn({ err: error, name }, 'what another node said made no sense');
      }
    };
    (this.#io as { on(name: string, listen: (message: Message<Name>) => void): void }).on(name, listen);
  }
}

/**
 * The adapter for `Server`. Rooms are each node's own; only `serverSideEmit` goes through Redis.
 * @param community sets those who share a store apart from others on the same Redis.
 */
export const adapterOn = (redis: Redis, community: string) =>
  createAdapter(redis.publisher, redis.subscriber, { key: `guildhall:${community}` });
