import { createLive } from '../../client/live/live.ts';
import { Conditions } from '../../load/conditions.ts';
import type { Connect, Line } from '../../load/line/line.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { ClosingCode, Watched } from '../../shared/sockets.ts';

/** What reached a client, shown or not. `connection` counts from 1. */
export type Heard = { event: LoggedEvent; via: 'push' | 'answer'; connection: number };

/** What a client has of a stream: everything after `from`, each time it had to begin again from a later one. */
export type Stretch = { from: number; applied: LoggedEvent[] };

export type Followed = { stretches: Stretch[]; heard: Heard[]; revoked: boolean; denied: boolean };

/** A client as the web client is, which remembers everything that reached it and what it made of it. */
export class Follower {
  readonly name: string;
  readonly followed = new Map<string, Followed>();
  readonly closings: ClosingCode[] = [];
  connections = 0;
  connected = false;
  refused = false;
  /** Called with what is shown, as it is shown. */
  onApply: (stream: string, events: LoggedEvent[]) => void = () => {};
  /** Called when what is shown must be fetched again. */
  onReset: (stream: string) => void = () => {};
  readonly live: ReturnType<typeof createLive>;
  readonly #conditions = new Conditions();
  readonly #line: Line;
  /** The head at which each stream that was answered `reset` goes on. */
  readonly #resets = new Map<string, number>();

  /** @param from for each stream to follow, the seq of the last event that is known. */
  constructor(name: string, connect: Connect, from: Map<string, number>) {
    this.name = name;
    this.live = createLive({
      watch: (streams) => this.#watch(streams),
      unwatch: (streams) => this.#line.unwatch(streams),
      apply: (stream, events) => this.#apply(stream, events),
      reset: (stream) => this.#reset(stream),
      closed: () => {},
      denied: (stream) => this.#note(() => (this.followed.get(stream)!.denied = true)),
      caughtUp: () => this.#conditions.changed(),
      later: (task, ms) => void setTimeout(task, ms).unref(),
    });
    for (const [stream, seq] of from) {
      const stretches = [{ from: seq, applied: [] }];
      this.followed.set(stream, { stretches, heard: [], revoked: false, denied: false });
      this.live.hold(stream, seq);
    }
    this.#line = connect({
      connected: () => this.#connected(),
      disconnected: () => this.#disconnected(),
      pushed: (event) => this.#pushed(event),
      revoked: (stream) => this.#revoked(stream),
      closing: (code) => this.#note(() => this.closings.push(code)),
      refused: () => this.#note(() => (this.refused = true)),
    });
  }

  get resets(): number {
    return [...this.followed.values()].reduce((sum, { stretches }) => sum + stretches.length - 1, 0);
  }

  /** The seq of the last event that is shown. */
  last(stream: string): number {
    const { from, applied } = this.followed.get(stream)!.stretches.at(-1)!;
    return applied.at(-1)?.seq ?? from;
  }

  /** Comes back once the client is so. @throws in the end. */
  until(holds: (follower: this) => boolean, what: string, ms?: number): Promise<void> {
    return this.#conditions.until(
      () => holds(this),
      () => `${this.name}: ${what} (${this.#state()})`,
      ms,
    );
  }

  /** Comes back once everything up to `seq` is shown. */
  reaches(stream: string, seq: number, ms?: number): Promise<void> {
    return this.until(() => this.last(stream) >= seq, `${stream} up to ${seq}`, ms);
  }

  /** Comes back when it is connected and has had its first answers. */
  ready(): Promise<void> {
    return this.until(
      () => this.connected && [...this.followed.keys()].every((stream) => this.#answered.has(stream)),
      'ready',
    );
  }

  settled = (): Promise<void> => this.#line.settled();

  close(): void {
    this.#line.close();
  }

  readonly #answered = new Set<string>();

  async #watch(streams: Record<string, number | null>): Promise<Record<string, Watched>> {
    const { connections } = this;
    const answers = await this.#line.watch(streams);
    for (const [stream, watched] of Object.entries(answers)) {
      this.#answered.add(stream);
      if ('reset' in watched) this.#resets.set(stream, watched.head);
      if (!('events' in watched)) continue;
      const heard = watched.events.map((event) => ({ event, via: 'answer' as const, connection: connections }));
      this.followed.get(stream)?.heard.push(...heard);
    }
    this.#conditions.changed();
    return answers;
  }

  #connected(): void {
    this.connections += 1;
    this.connected = true;
    this.#resets.clear();
    this.live.connected();
    this.#conditions.changed();
  }

  #disconnected(): void {
    this.connected = false;
    this.#answered.clear();
    this.live.disconnected();
    this.#conditions.changed();
  }

  #pushed(event: LoggedEvent): void {
    this.followed.get(event.stream)?.heard.push({ event, via: 'push', connection: this.connections });
    this.live.pushed(event);
  }

  #revoked(stream: string): void {
    this.#note(() => (this.followed.get(stream)!.revoked = true));
    this.live.revoked(stream);
  }

  #apply(stream: string, events: LoggedEvent[]): void {
    this.followed
      .get(stream)!
      .stretches.at(-1)!
      .applied.push(...events);
    this.onApply(stream, events);
    this.#conditions.changed();
  }

  /** Also called when the stream is revoked; then nothing begins again. */
  #reset(stream: string): void {
    const head = this.#resets.get(stream);
    if (head === undefined) return;
    this.#resets.delete(stream);
    this.followed.get(stream)!.stretches.push({ from: head, applied: [] });
    this.onReset(stream);
    this.#conditions.changed();
  }

  #note(what: () => unknown): void {
    what();
    this.#conditions.changed();
  }

  #state(): string {
    const lasts = [...this.followed.keys()].map((stream) => `${stream} ${this.last(stream)}`);
    return `${this.connected ? 'connected' : 'not connected'}, ${this.connections} connections, ${lasts.join(', ')}`;
  }
}
