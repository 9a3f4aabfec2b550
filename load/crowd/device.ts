import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { microseconds } from '../clock.ts';
import { LeanLine } from '../line/lean-line.ts';
import type { LineListener } from '../line/line.ts';
import type { Following } from './following.ts';
import { type Surroundings, Watching } from './watching.ts';

export type DeviceOptions = {
  name: string;
  accountId: string;
  url: string;
  token: () => string;
  streams: string[];
  /** A stream it must not get, and asks for all the same. */
  forbidden: string | null;
};

/** A browser or a phone: one socket of a member, with all that it follows. */
export class Device implements LineListener {
  readonly name: string;
  readonly accountId: string;
  /** Called with what is shown, as it is shown. */
  onApply: ((stream: string, events: LoggedEvent[]) => void) | null = null;
  /** The server will not have it back. */
  dismissed = false;
  online = false;
  readonly #options: DeviceOptions;
  readonly #tally: Surroundings['tally'];
  readonly #watching: Watching;
  #line: LeanLine | null = null;
  /** Since when it has been getting ready; null once it is. */
  #since: number | null = null;
  #readyBefore = false;
  /** The topic it looks at, to be told again on each connection. */
  #viewing: string | null = null;

  constructor(options: DeviceOptions, around: Surroundings) {
    const { name, accountId, streams, forbidden } = options;
    this.name = name;
    this.accountId = accountId;
    this.#options = options;
    this.#tally = around.tally;
    this.#watching = new Watching({
      name,
      streams,
      forbidden,
      around,
      watch: this.watch,
      apply: (stream, events) => this.onApply?.(stream, events),
      caughtUp: () => this.#ready(),
    });
  }

  get followed(): Map<string, Following> {
    return this.#watching.followed;
  }

  get caughtUp(): boolean {
    return this.online && this.#since === null;
  }

  /** @param due in microseconds, when it was to come. */
  come(due: number): void {
    if (this.#line || this.dismissed) return;
    this.#since = due;
    const { url, token } = this.#options;
    const trouble = (code: string) => this.#tally.problem(code);
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
    this.disconnected();
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
    this.#tally.open += 1;
    this.#watching.connected();
  }

  disconnected(): void {
    if (!this.online) return;
    this.online = false;
    this.#since = null;
    this.#tally.open -= 1;
    this.#watching.disconnected();
  }

  pushed(event: LoggedEvent): void {
    const due = this.#watching.pushed(event)?.due ?? null;
    if (due !== null) this.#tally.timed('delivered', microseconds() - due);
  }

  revoked(stream: string): void {
    this.#watching.revoked(stream);
  }

  /** The line knows what follows from it. */
  closing(): void {}

  refused(): void {
    this.dismissed = true;
    this.#tally.problem('refused for good');
  }

  #ready(): void {
    if (this.#since === null) return;
    this.#tally.timed(this.#readyBefore ? 'resumed' : 'connected', microseconds() - this.#since);
    this.#readyBefore = true;
    this.#since = null;
    // Only one who watches the group may look at its topics.
    if (this.#viewing) this.#say('viewing', { topicId: this.#viewing });
  }

  #say(name: string, payload: object): void {
    this.#line!.ask(name, payload).catch((error: Error) => this.#tally.problem(`${name}: ${error.message}`));
  }
}
