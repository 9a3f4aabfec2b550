import type { Limits } from '../limits.ts';

/** A message on its way through a socket, in or out, that is not through yet. */
export type Passage = { bytes: number; since: number; cut(): void };

/** Where the sum is kept, for all to see. */
type Tally = { messageBytes: number };

const PARTS = 4;

/**
 * What messages take that are not yet whole, not yet answered, or not yet taken by their reader, over all connections.
 * Who takes too long is cut off; where all together take too much, who has been at it for longest.
 */
export class Traffic {
  private readonly limits: Limits;
  /** Oldest first. */
  private readonly passages = new Set<Passage>();
  private readonly timer: NodeJS.Timeout;
  private readonly tally: Tally;

  constructor(limits: Limits, tally: Tally) {
    this.limits = limits;
    this.tally = tally;
    this.timer = setInterval(() => this.sweep(), (limits.messageSeconds * 1000) / PARTS);
    this.timer.unref();
  }

  begin(cut: () => void): Passage {
    const passage = { bytes: 0, since: Date.now(), cut };
    this.passages.add(passage);
    return passage;
  }

  grow(passage: Passage, bytes: number): void {
    this.count(passage, bytes);
    while (this.tally.messageBytes > this.limits.messageBytes && this.passages.size > 0) this.cut(this.oldest);
  }

  end(passage: Passage): void {
    this.passages.delete(passage);
    this.count(passage, 0);
  }

  /** Counts what a whole message takes until it is answered. */
  hold(bytes: number): void {
    this.tally.messageBytes += bytes;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private count(passage: Passage, bytes: number): void {
    this.tally.messageBytes += bytes - passage.bytes;
    passage.bytes = bytes;
  }

  private get oldest(): Passage {
    return this.passages.values().next().value as Passage;
  }

  private sweep(): void {
    const before = Date.now() - this.limits.messageSeconds * 1000;
    while (this.passages.size > 0 && this.oldest.since < before) this.cut(this.oldest);
  }

  private cut(passage: Passage): void {
    this.end(passage);
    passage.cut();
  }
}
