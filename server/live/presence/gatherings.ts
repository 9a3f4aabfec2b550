import type { Actor } from '../../../shared/accounts.ts';
import type { FanOut } from '../fan-out.ts';
import type { LiveServer, LiveSocket } from '../rooms.ts';
import { Pulse } from './pulse.ts';
import { type List, Roll } from './roll.ts';

export type Kind = 'presence' | 'typing';

/** What a node tells the others of one topic. */
export type Told = { kind: Kind; topicId: string } & List;

type Measures = {
  /** How many are named to viewers, and to other nodes. */
  listed: number;
  told: number;
  /** How long a topic's list rests after it was told, at least. */
  restMs: number;
  /** How many viewers of a topic are told in a second, at most: the more there are, the longer the rests. */
  perSecond: number;
  /** In how many beats all lists are told to other nodes again, and how long they are believed. */
  beats: number;
  lifeMs: number;
};

const MEASURES: Record<Kind, Measures> = {
  presence: { listed: 20, told: 50, restMs: 1_000, perSecond: 200, beats: 15, lifeMs: 40_000 },
  typing: { listed: 4, told: 5, restMs: 300, perSecond: 500, beats: 2, lifeMs: 10_000 },
};

/** How many are named at most in anything told to other nodes. */
export const MOST_TOLD = Math.max(...Object.values(MEASURES).map(({ told }) => told));

/** Those who view a topic on this node are in this room, and nobody else. */
export const roomOf = (topicId: string): string => `viewing:${topicId}`;

/**
 * The lists of one kind, by topic. Changes are told to those who view the topic, and to other nodes; the same twice to
 * nobody.
 */
export class Gatherings {
  readonly #kind: Kind;
  readonly #measures: Measures;
  readonly #io: LiveServer;
  readonly #fanOut: FanOut;
  readonly #tellNodes: (told: Told) => void;
  readonly #mayTell: () => boolean;
  readonly #roll = new Roll();
  readonly #pulse: Pulse;
  readonly #toldViewers = new Map<string, string>();
  readonly #toldNodes = new Map<string, string>();

  /** @param mayTell whether it is certain that those in the rooms still may be there. */
  constructor(kind: Kind, io: LiveServer, fanOut: FanOut, tellNodes: (told: Told) => void, mayTell: () => boolean) {
    this.#kind = kind;
    this.#measures = MEASURES[kind];
    this.#io = io;
    this.#fanOut = fanOut;
    this.#tellNodes = tellNodes;
    this.#mayTell = mayTell;
    this.#pulse = new Pulse(
      (topicId) => this.#tell(topicId),
      (topicId) => Math.max(this.#measures.restMs, (this.#viewers(topicId) * 1_000) / this.#measures.perSecond),
    );
  }

  enter(topicId: string, actor: Actor, socketId: string): void {
    this.#roll.enter(topicId, actor, socketId);
    this.#pulse.mark(topicId);
  }

  leave(topicId: string, accountId: string, socketId: string): void {
    this.#roll.leave(topicId, accountId, socketId);
    this.#pulse.mark(topicId);
  }

  /** The sockets here by which an account is in a topic's list. */
  socketsOf(topicId: string, accountId: string): string[] {
    return this.#roll.socketsOf(topicId, accountId);
  }

  /** Tells one who has just come how it stands, without waiting for the rest to be over. */
  greet(socket: LiveSocket, topicId: string): void {
    const list = this.#roll.all(topicId, this.#measures.listed);
    if (list.count > 0) socket.emit(this.#kind, { topicId, ...list });
    // What the others don't know yet makes the next list new to one or the other, whatever it is.
    if (isNew(this.#toldViewers, topicId, list) && this.#viewers(topicId) > 1) this.#toldViewers.set(topicId, UNKNOWN);
  }

  /** Those who were told of a topic may not believe it any more: its next list is new to them, whatever it is. */
  outdate(topicId: string): void {
    for (const told of [this.#toldViewers, this.#toldNodes]) if (told.has(topicId)) told.set(topicId, UNKNOWN);
  }

  hear(node: string, { topicId, count, members }: Told, at: number): void {
    this.#roll.hear(node, topicId, { count, members }, at);
    this.#changedElsewhere(topicId);
  }

  /** Lets go of what other nodes said too long ago. @param silent whether a node no longer says anything at all. */
  fade(now: number, silent: (node: string) => boolean): void {
    const over = this.#roll.forget((node, at) => now - at > this.#measures.lifeMs || silent(node));
    for (const topicId of over) this.#changedElsewhere(topicId);
  }

  /** What other nodes are to be told again in this beat; without a beat, everything. */
  again(beat?: number): Told[] {
    const { beats, told } = this.#measures;
    const due = (topicId: string) =>
      beat === undefined || Number.parseInt(topicId.slice(-4), 16) % beats === beat % beats;
    return this.#roll
      .topics()
      .filter(due)
      .map((topicId) => ({ kind: this.#kind, topicId, ...this.#roll.here(topicId, told) }));
  }

  close(): void {
    this.#pulse.close();
  }

  #changedElsewhere(topicId: string): void {
    if (this.#viewers(topicId) > 0) this.#pulse.mark(topicId);
  }

  #tell(topicId: string): void {
    const { listed, told } = this.#measures;
    const here = this.#roll.here(topicId, told);
    if (isNew(this.#toldNodes, topicId, here)) this.#tellNodes({ kind: this.#kind, topicId, ...here });
    if (this.#viewers(topicId) === 0) this.#toldViewers.delete(topicId);
    else if (this.#mayTell()) this.#tellViewers(topicId, this.#roll.all(topicId, listed));
    else this.#pulse.mark(topicId);
  }

  #tellViewers(topicId: string, list: List): void {
    if (!isNew(this.#toldViewers, topicId, list)) return;
    this.#fanOut.send(roomOf(topicId), this.#kind, { topicId, ...list });
  }

  #viewers(topicId: string): number {
    return this.#io.of('/').adapter.rooms.get(roomOf(topicId))?.size ?? 0;
  }
}

/** Told something that no longer counts. */
const UNKNOWN = '';
const NOBODY = JSON.stringify({ count: 0, members: [] } satisfies List);

/** Whether a list is another than the last; of a topic not told of there was nobody in it. */
function isNew(told: Map<string, string>, topicId: string, list: List): boolean {
  const next = JSON.stringify(list);
  if (next === (told.get(topicId) ?? NOBODY)) return false;
  if (next === NOBODY) told.delete(topicId);
  else told.set(topicId, next);
  return true;
}
