import type { Actor } from '../../../shared/accounts.ts';

/** So many, and some of them by name. */
export type List = { count: number; members: Actor[] };

type Present = { actor: Actor; sockets: Set<string> };
type Heard = List & { at: number };

/** How many lists of other nodes are kept. */
const HEARD_LIMIT = 100_000;

/**
 * Who is where: by topic the members with sockets on this node, and what other nodes have said of theirs.
 * A member counts once, however many sockets; on several nodes too, as far as they are told by name.
 */
export class Roll {
  readonly #here = new Map<string, Map<string, Present>>();
  readonly #elsewhere = new Map<string, Map<string, Heard>>();
  #heard = 0;

  enter(topicId: string, actor: Actor, socketId: string): void {
    const present = this.#here.get(topicId) ?? new Map<string, Present>();
    this.#here.set(topicId, present);
    const sockets = present.get(actor.id)?.sockets ?? new Set();
    present.set(actor.id, { actor, sockets: sockets.add(socketId) });
  }

  leave(topicId: string, accountId: string, socketId: string): void {
    const present = this.#here.get(topicId);
    const member = present?.get(accountId);
    if (!present || !member) return;
    member.sockets.delete(socketId);
    if (member.sockets.size === 0) present.delete(accountId);
    if (present.size === 0) this.#here.delete(topicId);
  }

  /** The topics with someone of this node in them. */
  topics(): string[] {
    return [...this.#here.keys()];
  }

  /** The sockets here by which an account is in a topic. */
  socketsOf(topicId: string, accountId: string): string[] {
    return [...(this.#here.get(topicId)?.get(accountId)?.sockets ?? [])];
  }

  /** Those on this node, `most` of them by name. */
  here(topicId: string, most: number): List {
    const present = this.#here.get(topicId);
    return { count: present?.size ?? 0, members: first(most, present) };
  }

  /** Those on all nodes, `most` of them by name: this node's first. */
  all(topicId: string, most: number): List {
    const here = this.#here.get(topicId);
    const others = new Map<string, Actor>();
    let unnamed = 0;
    for (const { count, members } of this.#elsewhere.get(topicId)?.values() ?? []) {
      unnamed += count - members.length;
      for (const member of members) if (!here?.has(member.id)) others.set(member.id, member);
    }
    const members = [...first(most, here), ...others.values()].slice(0, most);
    return { count: (here?.size ?? 0) + others.size + unnamed, members };
  }

  /** What another node says of its members in a topic; replaces what it said before. */
  hear(node: string, topicId: string, { count, members }: List, at: number): void {
    const lists = this.#elsewhere.get(topicId) ?? new Map<string, Heard>();
    const known = lists.has(node);
    if (count === 0) lists.delete(node);
    else if (known || this.#heard < HEARD_LIMIT) {
      lists.set(node, { count: Math.max(count, members.length), members, at });
    }
    this.#heard += Number(lists.has(node)) - Number(known);
    if (lists.size > 0) this.#elsewhere.set(topicId, lists);
    else this.#elsewhere.delete(topicId);
  }

  /** Forgets what is no longer to be believed. @returns the topics it was of. */
  forget(isOver: (node: string, at: number) => boolean): string[] {
    const over = [...this.#elsewhere].flatMap(([topicId, lists]) =>
      [...lists].filter(([node, { at }]) => isOver(node, at)).map(([node]) => ({ topicId, node })),
    );
    for (const { topicId, node } of over) this.hear(node, topicId, { count: 0, members: [] }, 0);
    return over.map(({ topicId }) => topicId);
  }
}

function first(most: number, present: Map<string, Present> | undefined): Actor[] {
  const actors: Actor[] = [];
  for (const { actor } of present?.values() ?? []) {
    if (actors.length === most) break;
    actors.push(actor);
  }
  return actors;
}
