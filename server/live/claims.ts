import type { LoggedEvent } from '../../shared/events.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { every } from '../lib/every.ts';
import type { Logger } from '../lib/log.ts';
import { claimsDue, letEnd, putOff, releaseOf, releaseOver } from '../reports/claim-keeping.ts';
import type { Members } from './members.ts';
import type { LiveServer } from './rooms.ts';

const EVERY_MS = 1_000;

/**
 * Keeps the claims on reports of those who are here, and lets go of those whose holders have gone: a claim holds as long as a
 * socket of its holder listens to the queue, on whichever node. Every node puts off what is held by someone of its own, and releases
 * what nobody puts off any more, also that of a node that is no more.
 */
export class Claims {
  readonly #io: LiveServer;
  readonly #members: Members;
  readonly #log: Logger;
  readonly #stop: () => Promise<void>;
  /** One thing after the other: what is put off must not be so by an older look at who is here. */
  #last: Promise<void> = Promise.resolve();

  constructor(io: LiveServer, members: Members, log: Logger) {
    this.#io = io;
    this.#members = members;
    this.#log = log;
    io.of('/').adapter.on('leave-room', (room: string, socketId: string) => this.#left(room, socketId));
    this.#stop = every(EVERY_MS, 'keeping claims', () => this.#next(() => this.#look()), log);
  }

  /** An event as it is delivered here: whoever no longer leads holds nothing more. */
  heard(event: LoggedEvent): void {
    if (event.type !== 'leader.ended' && event.type !== 'staff.ended') return;
    const queue = queueOf(event.stream);
    const holder = toId(event.data.accountId);
    if (queue) this.#soon(() => releaseOf(holder, queue.group));
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#last;
  }

  async #look(): Promise<void> {
    const due = await claimsDue();
    const isHere = due.map(({ holder, stream }) => this.#isHere(holder.toString(), stream));
    await putOff(due.filter((_claim, index) => isHere[index]));
    await releaseOver(due.filter((_claim, index) => !isHere[index]));
  }

  /** The room no longer has the socket by then, which still is its account's. */
  #left(room: string, socketId: string): void {
    const queue = queueOf(room);
    if (!queue) return;
    const accountId = this.#io.of('/').sockets.get(socketId)?.data.accountId;
    if (accountId && !this.#isHere(accountId, room)) this.#soon(() => letEnd(toId(accountId), queue.group));
  }

  #isHere(accountId: string, stream: Stream | string): boolean {
    const room = this.#io.of('/').adapter.rooms.get(stream);
    return room !== undefined && this.#members.socketsOf(accountId).some(({ id }) => room.has(id));
  }

  /** What fails is made up for when the claim is over by itself. */
  #soon(work: () => Promise<void>): void {
    this.#next(work).catch((error) => this.#log.error({ err: error }, 'a claim ends late'));
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}

/** The queue that is told on a stream: a group's, or staff's (null). Others tell of none. */
function queueOf(stream: string): { group: ObjectId | null } | null {
  const parsed = parseStream(stream);
  if (parsed?.kind === 'staff') return { group: null };
  return parsed?.kind === 'leaders' ? { group: toId(parsed.id) } : null;
}
