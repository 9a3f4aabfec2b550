import { randomUUID } from 'node:crypto';
import type { Nodes } from '../nodes.ts';
import { Asked, GROUPS_ASKED, type Here, Told } from './attendance-report.ts';

const BEAT_MS = 1_000;
/** Every so many beats a list is told again, so that what was lost is made good. */
const AGAIN = 2;
/** How long a question and a list are believed. */
const LIFE_MS = 5_000;
const GROUPS_LIMIT = 1_000;
const NODES_LIMIT = 1_000;

type Parts = {
  /** The groups someone on this node attends to. */
  attended: () => string[];
  /** What is to be told or shown of a group may be another now. */
  changed: (groupId: string) => void;
};

/**
 * What nodes tell each other of who is in a group. A node says each second of which groups it wants to know it, and is told by the others
 * as long as it does: of a group that nobody attends to nothing is sent. What a node said is believed for a while only.
 */
export class AttendanceNodes {
  readonly #name = randomUUID();
  readonly #nodes: Nodes;
  readonly #parts: Parts;
  readonly #wanted = new Map<string, number>();
  readonly #told = new Map<string, string>();
  readonly #heard = new Map<string, Map<string, Here & { at: number }>>();
  readonly #timer = setInterval(() => this.#beat(), BEAT_MS);
  #beats = 0;

  constructor(nodes: Nodes, parts: Parts) {
    this.#nodes = nodes;
    this.#parts = parts;
    nodes.on('attending', (asked) => this.#asked(Asked.parse(asked)));
    nodes.on('attended', (told) => this.#hear(Told.parse(told)));
  }

  /** Asks the other nodes at once. */
  ask(groups: string[]): void {
    for (let from = 0; from < groups.length; from += GROUPS_ASKED)
      this.#nodes.send('attending', { node: this.#name, groups: groups.slice(from, from + GROUPS_ASKED) });
  }

  /** Whether someone on another node attends to a group. */
  isWanted(groupId: string): boolean {
    return this.#wanted.has(groupId);
  }

  /** Tells those who want to know who is here; the same twice only now and then. */
  tell(groupId: string, here: Here): void {
    const next = JSON.stringify(here);
    if (next === (this.#told.get(groupId) ?? NOBODY)) return;
    this.#told.set(groupId, next);
    this.#nodes.send('attended', { node: this.#name, groupId, ...here });
  }

  /** What the other nodes have said of a group. */
  listsOf(groupId: string): Here[] {
    return [...(this.#heard.get(groupId)?.values() ?? [])];
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #asked({ groups }: Asked): void {
    for (const groupId of groups) {
      const isNew = !this.#wanted.has(groupId);
      if (isNew && this.#wanted.size >= GROUPS_LIMIT) return;
      this.#wanted.set(groupId, Date.now());
      if (isNew) this.#parts.changed(groupId);
    }
  }

  #hear({ node, groupId, members, more }: Told): void {
    if (!this.#parts.attended().includes(groupId)) return;
    const lists = this.#heard.get(groupId) ?? new Map<string, Here & { at: number }>();
    if (!lists.has(node) && lists.size >= NODES_LIMIT) return;
    this.#heard.set(groupId, lists.set(node, { members, more, at: Date.now() }));
    this.#parts.changed(groupId);
  }

  #beat(): void {
    this.#beats += 1;
    this.ask(this.#parts.attended());
    this.#forget(Date.now() - LIFE_MS);
    if (this.#beats % AGAIN > 0) return;
    for (const groupId of this.#wanted.keys()) {
      // Nobody there is what others believe without being told.
      if (this.#told.get(groupId) === NOBODY) continue;
      this.#told.delete(groupId);
      this.#parts.changed(groupId);
    }
  }

  #forget(before: number): void {
    for (const [groupId, at] of this.#wanted) {
      if (at >= before) continue;
      this.#wanted.delete(groupId);
      this.#told.delete(groupId);
    }
    for (const [groupId, lists] of this.#heard) {
      const over = [...lists].filter(([, { at }]) => at < before);
      for (const [node] of over) lists.delete(node);
      if (lists.size === 0) this.#heard.delete(groupId);
      if (over.length > 0) this.#parts.changed(groupId);
    }
  }
}

const NOBODY = JSON.stringify({ members: [], more: 0 } satisfies Here);
