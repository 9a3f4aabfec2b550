import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Api, isDone, isPassing } from '../api.ts';
import { microseconds } from '../clock.ts';
import type { Writing } from '../plan.ts';
import type { Acts, Doing } from './acts.ts';
import type { Tally } from './tally.ts';

/** After so long without an acknowledgement, a post has failed. */
const PATIENCE_US = 30_000_000;
const SECOND_US = 1_000_000;

export type PostingParts = {
  api: Api;
  acts: Acts;
  tally: Tally;
  /** Has someone be seen writing. */
  type: (member: number, topic: string) => void;
};

/** Makes posts at the times they are due, whether those before are answered or not. */
export class Posting {
  /** What was acknowledged: the stream that has to tell of it, by client id. */
  readonly acknowledged = new Map<string, string>();
  readonly #parts: PostingParts;
  readonly #under = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: PostingParts) {
    this.#parts = parts;
  }

  /** @param place which of so many workers this is: each makes every so manieth post. */
  start({ rate, from }: Writing, place: number, of: number): void {
    this.stop();
    if (rate <= 0) return;
    const interval = (of * SECOND_US) / rate;
    let due = from + (place * SECOND_US) / rate;
    const go = () => {
      for (; due <= microseconds(); due += interval) this.#begin(due);
      this.#timer = setTimeout(go, (due - microseconds()) / 1_000);
    };
    go();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Comes back when all that was begun is answered, or has failed. */
  async rest(): Promise<void> {
    this.stop();
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  #begin(due: number): void {
    const { acts, tally, type } = this.#parts;
    const doing = acts.choose(due);
    tally.due += 1;
    if (!doing) {
      tally.failed += 1;
      tally.problem('nobody is left who may write');
      return;
    }
    if (doing.typing) type(doing.typing.member, doing.typing.topic);
    tally.sent((microseconds() - due) / 1_000);
    const work = this.#insist(doing, due).finally(() => {
      doing.over();
      this.#under.delete(work);
    });
    this.#under.add(work);
  }

  async #insist(doing: Doing, due: number): Promise<void> {
    const { api, tally } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      const answer = await api.ask(doing.method, doing.path, { token: doing.token(), body: doing.body });
      if (isDone(answer) || wasDone(doing, answer, tries)) return this.#acknowledge(doing, answer, due);
      tally.problem(answer.status ? `${answer.status} ${answer.code}` : answer.code);
      const again = isPassing(answer) || (answer.status === 401 && tries === 1);
      const pause = ((answer.retryAfter ?? 0.2) + 0.3 * Math.random()) * SECOND_US;
      if (!again || microseconds() + pause > due + PATIENCE_US) break;
      await wait(pause / 1_000);
    }
    tally.failed += 1;
  }

  #acknowledge({ post, done }: Doing, { body }: Answer, due: number): void {
    this.#parts.tally.acknowledged += 1;
    this.#parts.tally.timed('acknowledged', microseconds() - due);
    if (post) this.acknowledged.set(post.clientId, post.stream);
    if (body) done?.(body);
  }
}

/** What was taken away by a request whose answer was lost is not there the next time. */
const wasDone = ({ method }: Doing, { status }: Answer, tries: number): boolean =>
  tries > 1 && method === 'DELETE' && (status === 404 || status === 409);
