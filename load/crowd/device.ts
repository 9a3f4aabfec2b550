import type { Step } from '../../shared/cursor.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { WATCH_LIMIT, type Watched } from '../../shared/sockets.ts';
import { microseconds } from '../clock.ts';
import { LeanLine } from '../line/lean-line.ts';
import type { LineListener } from '../line/line.ts';
import type { Fault } from '../measured.ts';
import type { Heard } from '../oracle/heard.ts';
import type { Verdict } from '../oracle/verdict.ts';
import { Following } from './following.ts';
import type { Tally } from './tally.ts';

/** What the devices of a process share. */
export type Surroundings = { heard: Heard; tally: Tally; verdict: Verdict };

export type DeviceOptions = {
  name: string;
  accountId: string;
  url: string;
  token: () => string;
  streams: string[];
  /** A stream it must not get, and asks for all the same. */
  forbidden: string | null;
};

const ASK_AGAIN_MS = 1_500;

/** A browser or a phone: one socket of a member, with all that it follows. */
export class Device implements LineListener {
  readonly name: string;
  readonly accountId: string;
  readonly followed = new Map<string, Following>();
  /** Called with what is shown, as it is shown. */
  onApply: ((stream: string, events: LoggedEvent[]) => void) | null = null;
  /** The server will not have it back. */
  dismissed = false;
  online = false;
  /** The topic it looks at, to be told again on each connection. */
  #viewing: string | null = null;
  readonly #options: DeviceOptions;
  readonly #around: Surroundings;
  #line: LeanLine | null = null;
  #due = new Set<string>();
  #waiting = 0;
  #connections = 0;
  /** Since when it has been getting ready; null once it is. */
  #since: number | null = null;
  #readyBefore = false;

  constructor(options: DeviceOptions, around: Surroundings) {
    this.name = options.name;
    this.accountId = options.accountId;
    this.#options = options;
    this.#around = around;
    const complain = (fault: Fault, what: string, times?: number) =>
      around.verdict.found(fault, `${this.name}: ${what}`, times);
    for (const stream of options.streams) this.followed.set(stream, new Following(stream, complain));
  }

  /** Whether it is there, or means to be. */
  get here(): boolean {
    return this.#line !== null;
  }

  get caughtUp(): boolean {
    return this.online && this.#since === null;
  }

  /** @param due in microseconds, when it was to come. */
  come(due: number): void {
    if (this.#line || this.dismissed) return;
    this.#since = due;
    const { url, token } = this.#options;
    const trouble = (code: string) => this.#around.tally.problem(code);
    const trying = () => {
      this.#since ??= microseconds();
    };
    this.#line = new LeanLine({ url, token, trouble, trying }, this);
  }

  /** @param politely says goodbye. */
  leave(politely: boolean): void {
    const line = this.#line;
    this.#line = null;
    line?.close(politely);
    if (this.online) this.disconnected();
  }

  cut(): void {
    this.#line?.cut();
  }

  /** Comes back when all that was sent to it before has been heard. */
  settled = (): Promise<void> => this.#line?.settled() ?? Promise.resolve();

  watch = (streams: Record<string, number | null>): Promise<Record<string, Watched>> => this.#line!.watch(streams);

  view(topicId: string): void {
    this.#viewing = topicId;
    if (this.caughtUp) this.#say('viewing', { topicId });
  }

  type(topicId: string): void {
    if (this.caughtUp && this.#viewing === topicId) this.#say('typing', { topicId, typing: true });
  }

  connected(): void {
    this.online = true;
    this.#connections += 1;
    this.#waiting = 0;
    this.#around.tally.open += 1;
    for (const following of this.followed.values()) this.#askFor(following, () => following.begin());
  }

  disconnected(): void {
    if (!this.online) return;
    this.online = false;
    this.#since = null;
    this.#due.clear();
    this.#around.tally.open -= 1;
    for (const following of this.followed.values()) {
      following.conclude();
      following.lose();
    }
  }

  pushed(event: LoggedEvent): void {
    const { tally, heard, verdict } = this.#around;
    const mark = heard.pushed(event, this.name);
    tally.deliveries += 1;
    const following = this.followed.get(event.stream);
    if (!following) {
      verdict.found('leaked', `${this.name}: ${event.stream} ${event.seq}, which it does not watch`);
      return;
    }
    const { told } = following;
    const step = following.pushed(event);
    if (mark.due !== null && event.seq > told) tally.timed('delivered', microseconds() - mark.due);
    this.#take(following, step);
  }

  /** Taken out of a stream: as the web client does, it asks again as whoever it is now. */
  revoked(stream: string): void {
    const following = this.followed.get(stream);
    if (following) this.#askFor(following, () => following.begin());
  }

  closing(): void {}

  refused(): void {
    this.dismissed = true;
    this.#around.tally.problem('refused for good');
  }

  #askFor(following: Following, first: () => void = () => {}): void {
    first();
    if (this.#due.size === 0) queueMicrotask(() => this.#ask());
    this.#due.add(following.stream);
  }

  #ask(): void {
    if (!this.online) return;
    const asked: Record<string, number | null> = {};
    for (const stream of [...this.#due].slice(0, WATCH_LIMIT - 1)) {
      this.#due.delete(stream);
      asked[stream] = this.followed.get(stream)!.last;
    }
    if (Object.keys(asked).length === 0) return;
    const { forbidden } = this.#options;
    if (forbidden && this.#since !== null) asked[forbidden] = 0;
    this.#waiting += 1;
    const connection = this.#connections;
    const current = () => this.online && connection === this.#connections;
    this.#line!.watch(asked).then(
      (answers) => current() && this.#answered(asked, answers),
      (error) => current() && this.#failed(asked, error),
    );
    this.#ask();
  }

  #answered(asked: Record<string, number | null>, answers: Record<string, Watched>): void {
    const { heard, tally, verdict } = this.#around;
    this.#waiting -= 1;
    for (const [stream, watched] of Object.entries(answers)) {
      if ('events' in watched) for (const event of watched.events) heard.answered(event, this.name);
      const following = this.followed.get(stream);
      if (!following) {
        if (!('denied' in watched)) verdict.found('leaked', `${this.name}: was let into ${stream}`);
        continue;
      }
      if ('reset' in watched) tally.problem('watch answered reset');
      const step = following.answered(asked[stream]!, watched);
      if (step) this.#take(following, step);
    }
    if (this.#waiting === 0 && this.#due.size === 0) this.#ready();
  }

  #failed(asked: Record<string, number | null>, error: Error): void {
    this.#waiting -= 1;
    this.#around.tally.problem(`watch: ${error.message}`);
    const again = () => {
      for (const stream of Object.keys(asked)) {
        const following = this.followed.get(stream);
        if (this.online && following) this.#askFor(following);
      }
    };
    setTimeout(again, ASK_AGAIN_MS * (1 + Math.random()));
  }

  #take(following: Following, { apply, ask }: Step): void {
    if (apply.length > 0) this.onApply?.(following.stream, apply);
    if (ask) this.#askFor(following);
  }

  #ready(): void {
    if (this.#since === null) return;
    this.#around.tally.timed(this.#readyBefore ? 'resumed' : 'connected', microseconds() - this.#since);
    this.#readyBefore = true;
    this.#since = null;
    // Only one who watches the group may look at its topics.
    if (this.#viewing) this.#say('viewing', { topicId: this.#viewing });
  }

  #say(name: string, payload: object): void {
    this.#line!.ask(name, payload).catch((error: Error) => this.#around.tally.problem(`${name}: ${error.message}`));
  }
}
