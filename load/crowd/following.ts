import { answer, type Cursor, lose, openCursor, push, type Step } from '../../shared/cursor.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import type { Fault } from '../measured.ts';
import { PushOrder } from '../oracle/push-order.ts';

/** Told of each fault as it is met. */
export type Complain = (fault: Fault, what: string, times?: number) => void;

/** What one device has of one stream, by the rules the web client goes by, and what it was told of it. */
export class Following {
  readonly stream: string;
  cursor: Cursor = openCursor(null);
  /** The seq after which all must be there; null before the first answer. */
  from: number | null = null;
  /** The highest seq that has reached the device, whatever it made of it. */
  told = 0;
  denied = false;
  resets = 0;
  #order = new PushOrder();
  readonly #complain: Complain;

  constructor(stream: string, complain: Complain) {
    this.stream = stream;
    this.#complain = complain;
  }

  get last(): number | null {
    return this.cursor.last;
  }

  /** Whether it has everything up to there, and waits for nothing. */
  reaches = (head: number): boolean => this.denied || (!this.cursor.asking && (this.last ?? -1) >= head);

  /** A new connection, or the server has taken the device out: what comes now may begin anywhere. */
  begin(): void {
    this.lose();
    this.denied = false;
    this.conclude();
    this.#order = new PushOrder();
  }

  lose(): void {
    this.cursor = lose(this.cursor);
  }

  pushed(event: LoggedEvent): Step {
    const { seq } = event;
    if (this.denied) this.#complain('leaked', `${this.stream} ${seq} after it was denied`);
    const fault = this.#order.pushed(seq);
    if (fault) this.#complain(fault, `a push of ${this.stream} ${seq}`);
    this.told = Math.max(this.told, seq);
    return this.#take(push(this.cursor, event));
  }

  /** @param asked the seq the stream was asked with. */
  answered(asked: number | null, watched: Watched): Step | null {
    if ('denied' in watched) {
      this.denied = true;
      return null;
    }
    if ('events' in watched) this.#check(asked, watched.events, watched.head);
    const step = this.#take(answer(this.cursor, asked, watched));
    if (step.reset) {
      this.resets += 1;
      this.from = watched.head;
    }
    this.from ??= watched.head;
    return step;
  }

  /** What did not come over this connection will not come any more. */
  conclude(): void {
    for (const seq of this.#order.missing()) this.#complain('missed', `a push of ${this.stream} ${seq}`);
    this.#order = new PushOrder();
  }

  /** An answer is everything from where it was asked to the head, in order. */
  #check(asked: number | null, events: LoggedEvent[], head: number): void {
    let next = (asked ?? head) + 1;
    for (const { seq } of events) {
      if (seq !== next) this.#complain(seq > next ? 'missed' : 'duplicated', `${this.stream} ${seq} in an answer`);
      next = seq + 1;
    }
    if (next <= head) this.#complain('missed', `${this.stream} ${next} to ${head} in an answer`, head - next + 1);
    this.told = Math.max(this.told, next - 1);
    this.#order.answered(Math.max(head, next - 1));
  }

  #take(step: Step): Step {
    this.cursor = step.cursor;
    return step;
  }
}
