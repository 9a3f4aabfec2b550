import type { LoggedEvent } from '../shared/events.ts';
import { Child } from './child.ts';
import type { GuildhallNode } from './node.ts';
import type { Feeding } from './processes/feeder.ts';
import type { Redis } from './redis.ts';

/** Appends to the log of a node, and tells it, as another node would. */
export class Feeder {
  readonly #child: Child;
  readonly #event: LoggedEvent;

  /** @param message an event as a listener heard it: it is what is appended, again and again. */
  constructor(node: GuildhallNode, redis: Redis, message: string) {
    this.#child = new Child('bench/processes/feeder.ts', { place: 'other core', args: [node.storeUri, redis.url] });
    this.#event = (JSON.parse(message.slice('42'.length)) as [string, LoggedEvent])[1];
  }

  /** @param times how often the event is appended, all in one transaction. */
  feed = (times: number) => this.#child.ask<void>('feed', { times, event: this.#event } satisfies Feeding);

  stop = () => this.#child.stop();
}
