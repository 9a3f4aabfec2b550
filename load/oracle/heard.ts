import type { LoggedEvent } from '../../shared/events.ts';
import { dueOf } from '../names.ts';
import { digestOf } from './digest.ts';

/** An event as it was heard: how often in these words, and by whom first; `due`, if it is a post of this run. */
export type Mark = { digest: string; times: number; who: string; due: number | null };

/** Answers repeat to many what is in the log. */
const REMEMBERED = 5_000;

/** Everything that was heard in this process, in whatever words. */
export class Heard {
  readonly streams = new Map<string, Map<number, Mark[]>>();
  readonly #tag: number;
  readonly #known = new WeakMap<LoggedEvent, Mark>();
  readonly #byText = new Map<string, Mark>();

  /** @param tag of the run. */
  constructor(tag: number) {
    this.#tag = tag;
  }

  /** An event that many are told by the same object. */
  pushed(event: LoggedEvent, who: string): Mark {
    let mark = this.#known.get(event);
    if (!mark) {
      mark = this.#mark(event, who);
      this.#known.set(event, mark);
    }
    mark.times += 1;
    return mark;
  }

  /** An event out of an answer, which is an object of its own for each who asked. */
  answered(event: LoggedEvent, who: string): void {
    const text = JSON.stringify(event);
    let mark = this.#byText.get(text);
    if (!mark) {
      mark = this.#mark(event, who);
      if (this.#byText.size >= REMEMBERED) this.#byText.clear();
      this.#byText.set(text, mark);
    }
    mark.times += 1;
  }

  #mark(event: LoggedEvent, who: string): Mark {
    const digest = digestOf(event);
    const stream = this.streams.get(event.stream) ?? new Map<number, Mark[]>();
    this.streams.set(event.stream, stream);
    const marks = stream.get(event.seq) ?? [];
    stream.set(event.seq, marks);
    const known = marks.find((mark) => mark.digest === digest);
    if (known) return known;
    const mark: Mark = { digest, times: 0, who, due: this.#dueOf(event) };
    marks.push(mark);
    return mark;
  }

  #dueOf(event: LoggedEvent): number | null {
    const told = event.type === 'post.created' || event.type === 'topic.created';
    return told ? dueOf(event.data.post.clientId, this.#tag) : null;
  }
}
