import { randomUUID } from 'node:crypto';
import type { Nodes } from '../nodes.ts';
import type { Gatherings, Kind, Told } from './gatherings.ts';
import { Pulse } from './pulse.ts';
import { LISTS, Report } from './report.ts';

const BEAT_MS = 1_000;
/** A node not heard for so long is believed to be gone. */
const SILENCE_MS = 5_000;
/** How long a node is asked for all it has. One that does not answer may not know how to: then it is told bit by bit. */
const ASKING_MS = 10_000;
const NODES_LIMIT = 1_000;

/** A node that is heard: since when and when last, and whether it has told all it has. */
type Heard = { since: number; at: number; complete: boolean };

/**
 * Keeps nodes told of who is where on the others. Each tells every change of its own, and all it has in turn, so that
 * what was lost is made good; it takes back nothing of what others said but believes it for a while only.
 */
export class RollCall {
  readonly #name = randomUUID();
  readonly #nodes: Nodes;
  readonly #gatherings: Record<Kind, Gatherings>;
  readonly #heard = new Map<string, Heard>();
  readonly #everything = new Pulse(
    () => this.#say(this.#all(), true),
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
    for (const [node, { at }] of this.#heard) if (now - at > SILENCE_MS) this.#heard.delete(node);
    for (const gatherings of Object.values(this.#gatherings)) gatherings.fade(now, (node) => !this.#heard.has(node));
  }

  #hear({ node, lists, complete, asks }: Report): void {
    const known = this.#heard.get(node);
    if (!known && this.#heard.size >= NODES_LIMIT) return;
    const now = Date.now();
    this.#heard.set(node, { since: known?.since ?? now, at: now, complete: known?.complete || complete });
    // One we have not heard of may not have heard of us, either.
    if (!known || asks) this.#everything.mark('all');
    for (const told of lists) this.#gatherings[told.kind].hear(node, told, now);
  }

  #asks(): boolean {
    const now = Date.now();
    return [...this.#heard.values()].some(({ since, complete }) => !complete && now - since < ASKING_MS);
  }

  #all(beat?: number): Told[] {
    return Object.values(this.#gatherings).flatMap((gatherings) => gatherings.again(beat));
  }

  /** @param all whether these are all lists there are. */
  #say(lists: Told[], all = false): void {
    for (let from = 0; from === 0 || from < lists.length; from += LISTS) {
      const complete = all && from + LISTS >= lists.length;
      this.#nodes.send('gathered', {
        node: this.#name,
        lists: lists.slice(from, from + LISTS),
        complete,
        asks: this.#asks(),
      });
    }
  }
}
