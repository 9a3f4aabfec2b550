import type { LoggedEvent } from '../shared/events.ts';
import { WATCH_LIMIT } from '../shared/sockets.ts';
import { microseconds } from './clock.ts';
import { Conditions } from './conditions.ts';
import { Device } from './crowd/device.ts';
import { Tally } from './crowd/tally.ts';
import { dueOf } from './names.ts';
import { digestOf } from './oracle/digest.ts';
import { Heard } from './oracle/heard.ts';
import { Verdict } from './oracle/verdict.ts';
import type { StreamLog } from './plan.ts';

export type AuditorOptions = {
  accountId: string;
  url: string;
  token: () => string;
  streams: string[];
  tag: number;
};

const PATIENCE_MS = 60_000;
const FOLLOWING_MS = 3_000;
/** How much of each log is read once more in the end: an answer to `watch` has to have room for it. */
const AGAIN = 200;

/**
 * Gathers what the logs say, by one socket that is there all the time, and reads the end of each once more by another:
 * what everyone is told by push has to be what one who comes later is told.
 */
export class Auditor {
  readonly #options: AuditorOptions;
  readonly #device: Device;
  readonly #logs = new Map<string, StreamLog>();
  readonly #verdict = new Verdict();
  readonly #conditions = new Conditions();

  constructor(options: AuditorOptions) {
    this.#options = options;
    this.#device = this.#deviceFor('the auditor');
    this.#device.onApply = (stream, events) => this.#note(stream, events);
  }

  /** Comes back when it watches all streams. @throws when it is not let in. */
  async begin(): Promise<void> {
    this.#device.come(microseconds());
    await this.#ready(this.#device);
  }

  /** Where each stream stands, now that nobody writes; everything up to there has been gathered. */
  async heads(): Promise<Record<string, number>> {
    const again = this.#deviceFor('the auditor’s second look');
    again.come(microseconds());
    await this.#ready(again);
    const heads: Record<string, number> = {};
    for (let from = 0; from < this.#options.streams.length; from += WATCH_LIMIT / 10) {
      await this.#lookAgain(again, this.#options.streams.slice(from, from + WATCH_LIMIT / 10), heads);
    }
    again.leave(true);
    return heads;
  }

  /** Comes back when it has all that anyone was told, or waited a while for it: others may be writing there. */
  async follow(told: Record<string, number>): Promise<void> {
    const reached = this.#options.streams.map((stream) => this.#reaches(stream, told[stream] ?? 0, FOLLOWING_MS));
    await Promise.allSettled(reached);
  }

  logs(): StreamLog[] {
    return [...this.#logs.values()];
  }

  /** What is wrong with the log itself. What its own socket was told is judged as anyone's. */
  judge(): Verdict {
    for (const following of this.#device.followed.values()) following.conclude();
    for (const { stream, told } of this.#logs.values()) {
      for (const [clientId, times] of Object.entries(told)) {
        if (times > 1)
          this.#verdict.found('duplicated', `${stream} tells of post ${clientId} ${times} times`, times - 1);
      }
    }
    return this.#verdict;
  }

  /** Streams of which more was missed than a server tells, so that not all could be judged. */
  get holes(): number {
    return [...this.#device.followed.values()].filter(({ resets }) => resets > 0).length;
  }

  leave(): void {
    this.#device.leave(true);
  }

  async #lookAgain(again: Device, streams: string[], heads: Record<string, number>): Promise<void> {
    const froms = streams.map(
      (stream) => [stream, Math.max(this.#log(stream).from, this.#end(stream) - AGAIN)] as const,
    );
    const answers = await again.watch(Object.fromEntries(froms));
    for (const [stream, from] of froms) {
      const watched = answers[stream]!;
      if ('denied' in watched) throw new Error(`The auditor may not watch ${stream}.`);
      heads[stream] = watched.head;
      this.#log(stream).head = watched.head;
      await this.#reaches(stream, watched.head);
      if ('events' in watched) this.#compare(stream, from, watched.events);
    }
  }

  #compare(stream: string, from: number, events: LoggedEvent[]): void {
    const log = this.#log(stream);
    for (const [index, event] of events.entries()) {
      const same = from < log.from || digestOf(event) === log.digests[from - log.from + index];
      if (!same) this.#verdict.found('leaked', `${stream} ${event.seq} is not told as it was told before`);
    }
  }

  #note(stream: string, events: LoggedEvent[]): void {
    const log = this.#log(stream);
    for (const event of events) {
      if (event.seq !== this.#end(stream) + 1) Object.assign(log, { from: event.seq - 1, digests: [] });
      log.digests.push(digestOf(event));
      if (event.type === 'member.removed') log.gone[event.data.accountId] = event.seq;
      if (event.type === 'member.joined') delete log.gone[event.data.member.id];
      if (event.type === 'post.created' || event.type === 'topic.created')
        this.#noteTold(log, event.data.post.clientId);
    }
    this.#conditions.changed();
  }

  #noteTold(log: StreamLog, clientId: string): void {
    if (dueOf(clientId, this.#options.tag) !== null) log.told[clientId] = (log.told[clientId] ?? 0) + 1;
  }

  #log(stream: string): StreamLog {
    const from = this.#device.followed.get(stream)!.from ?? 0;
    const log = this.#logs.get(stream) ?? { stream, from, digests: [], head: from, gone: {}, told: {} };
    this.#logs.set(stream, log);
    return log;
  }

  /** The seq of the last event that was gathered. */
  #end(stream: string): number {
    const { from, digests } = this.#log(stream);
    return from + digests.length;
  }

  #deviceFor(name: string): Device {
    const { accountId, url, token, streams, tag } = this.#options;
    const around = { heard: new Heard(tag), tally: new Tally(), verdict: this.#verdict };
    return new Device({ name, accountId, url, token, streams, forbidden: null }, around);
  }

  #ready = (device: Device): Promise<void> =>
    this.#until(
      () => device.caughtUp,
      () => `${device.name} is connected`,
    );

  #reaches = (stream: string, head: number, patienceMs?: number): Promise<void> =>
    this.#until(
      () => this.#end(stream) >= head,
      () => `the auditor has ${stream} up to ${head}`,
      patienceMs,
    );

  /** Connections tell nobody when they are there, so it also looks by itself. */
  async #until(holds: () => boolean, what: () => string, patienceMs = PATIENCE_MS): Promise<void> {
    const looking = setInterval(() => this.#conditions.changed(), 20);
    await this.#conditions.until(holds, what, patienceMs).finally(() => clearInterval(looking));
  }
}
