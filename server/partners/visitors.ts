import type { PartnerEvent, PartnerNews } from '../../shared/partners/news.ts';
import type { Watched } from '../../shared/sockets.ts';
import type { Stream } from '../../shared/streams.ts';
import { AppError } from '../lib/errors.ts';
import { partnerBySlug, streamOf } from './partner.ts';

/** Tells what comes after `last` on a stream: with the next event, or nothing once it is `over`. */
export type Follow = (stream: Stream, last: number, over: AbortSignal) => Promise<Watched>;

/** How long a visitor waits, in milliseconds; and how many may wait at once, from one address and on this node. */
export type VisitorBounds = { patience: number; address: number; node: number };

const BOUNDS: VisitorBounds = { patience: 25_000, address: 30, node: 5_000 };
const RETRY_SECONDS = 5;

/** Those who look at partners without having signed in: they have no socket, and wait for what happens with a request. */
export class Visitors {
  readonly #follow: Follow;
  readonly #bounds: VisitorBounds;
  readonly #waiting = new Set<AbortController>();
  readonly #addresses = new Map<string, number>();
  #draining = false;

  constructor(follow: Follow, bounds: Partial<VisitorBounds> = {}) {
    this.#follow = follow;
    this.#bounds = { ...BOUNDS, ...bounds };
  }

  /**
   * What has happened with a partner after `last`: at once where something has, else as soon as something does; nothing if that takes too
   * long. @param gone calls back when the visitor has gone away.
   * @throws AppError not_found, rate_limited where too many wait from this address, busy where too many do on this node
   */
  async news(slug: string, last: number, address: string, gone: (end: () => void) => void): Promise<PartnerNews> {
    const stream = streamOf(await partnerBySlug(slug));
    const over = this.#enter(address);
    const timer = setTimeout(() => over.abort(), this.#draining ? 0 : this.#bounds.patience);
    gone(() => over.abort());
    try {
      return present(stream, await this.#follow(stream, last, over.signal));
    } finally {
      clearTimeout(timer);
      this.#leave(address, over);
    }
  }

  /** Nobody waits any longer, and whoever comes yet is answered at once. */
  drain(): void {
    this.#draining = true;
    for (const over of this.#waiting) over.abort();
  }

  #enter(address: string): AbortController {
    const there = this.#addresses.get(address) ?? 0;
    if (there >= this.#bounds.address)
      throw new AppError('rate_limited', 'Too many wait from this address.', { retryAfter: RETRY_SECONDS });
    if (this.#waiting.size >= this.#bounds.node)
      throw new AppError('busy', 'Too many wait here.', { retryAfter: RETRY_SECONDS });
    const over = new AbortController();
    this.#addresses.set(address, there + 1);
    this.#waiting.add(over);
    return over;
  }

  #leave(address: string, over: AbortController): void {
    const there = this.#addresses.get(address)!;
    if (there === 1) this.#addresses.delete(address);
    else this.#addresses.set(address, there - 1);
    this.#waiting.delete(over);
  }
}

function present(stream: Stream, told: Watched): PartnerNews {
  const seq = 'head' in told ? told.head : 0;
  const events = 'events' in told ? (told.events as PartnerEvent[]) : null;
  return { events, head: { stream, seq } };
}
