import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Actor } from '../../shared/accounts.ts';
import { Id } from '../../shared/values.ts';
import { type Gatherings, type Kind, MOST_TOLD, type Told } from './gatherings.ts';
import type { Nodes } from './nodes.ts';
import { Pulse } from './pulse.ts';

const BEAT_MS = 1_000;
/** A node not heard for so long is believed to be gone. */
const SILENCE_MS = 5_000;
/** How many lists a message carries. */
const LISTS = 20;
const NODES_LIMIT = 1_000;

const List = z.object({
  kind: z.enum(['presence', 'typing']),
  topicId: Id,
  count: z.int().min(0).max(10_000_000),
  members: z.array(z.object(Actor.shape)).max(MOST_TOLD),
});

/** Who is where on a node. Without lists it only says that the node is still there. */
export const Report = z.object({ node: z.string().min(1).max(40), lists: z.array(List).max(LISTS) });
export type Report = z.infer<typeof Report>;

/**
 * Keeps nodes told of who is where on the others. Each tells every change of its own, and all it has in turn, so that
 * what was lost is made good; it takes back nothing of what others said but believes it for a while only.
 */
export class RollCall {
  readonly #name = randomUUID();
  readonly #nodes: Nodes;
  readonly #gatherings: Record<Kind, Gatherings>;
  /** When each other node was last heard. */
  readonly #heard = new Map<string, number>();
  /** A node that does not know us knows nothing of ours either: it is told everything, as are all. */
  readonly #everything = new Pulse(
    () => this.#say(this.#all()),
    () => BEAT_MS,
  );
  readonly #timer = setInterval(() => this.#beat(), BEAT_MS);
  #beats = 0;

  constructor(nodes: Nodes, gatherings: Record<Kind, Gatherings>) {
    this.#nodes = nodes;
    this.#gatherings = gatherings;
    nodes.on('gathered', (report) => this.#hear(Report.parse(report)));
    this.#say([]);
  }

  /** Tells the other nodes of a change. */
  tell(told: Told): void {
    this.#say([told]);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#everything.close();
  }

  #beat(): void {
    this.#beats += 1;
    this.#say(this.#all(this.#beats));
    const now = Date.now();
    for (const [node, at] of this.#heard) if (now - at > SILENCE_MS) this.#heard.delete(node);
    for (const gatherings of Object.values(this.#gatherings)) gatherings.fade(now, (node) => !this.#heard.has(node));
  }

  #hear({ node, lists }: Report): void {
    const known = this.#heard.has(node);
    if (!known && this.#heard.size >= NODES_LIMIT) return;
    const now = Date.now();
    this.#heard.set(node, now);
    if (!known) this.#everything.mark('all');
    for (const told of lists) this.#gatherings[told.kind].hear(node, told, now);
  }

  #all(beat?: number): Told[] {
    return Object.values(this.#gatherings).flatMap((gatherings) => gatherings.again(beat));
  }

  #say(lists: Told[]): void {
    for (let from = 0; from === 0 || from < lists.length; from += LISTS) {
      this.#nodes.send('gathered', { node: this.#name, lists: lists.slice(from, from + LISTS) });
    }
  }
}
