import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Api, type Asking, isDone, isPassing } from '../api.ts';
import { UsageError } from '../errors.ts';

/** Longer than this nobody wants to wait for a limit; in seconds. */
const LONGEST_WAIT = 65;
const TRIES = 8;

/** Asks for what a run needs before it can begin, and waits where the target says so. */
export class Manners {
  readonly #api: Api;
  readonly #say: (text: string) => void;
  #said = false;

  constructor(api: Api, say: (text: string) => void) {
    this.#api = api;
    this.#say = say;
  }

  /** @returns the answer, be it a refusal. @throws UsageError where the target lets nobody go on. */
  async ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#api.ask(method, path, asking);
      if (!isPassing(answer)) return answer;
      if (answer.status === 429) this.#limited(path, answer.retryAfter ?? 1);
      else if (tries === TRIES) throw new UsageError(`${method} ${path}: ${answer.code}, again and again.`);
      await wait(((answer.retryAfter ?? tries) + Math.random()) * 1_000);
    }
  }

  /** @returns what a success says. @throws UsageError for any refusal. */
  async need<Body>(method: string, path: string, asking: Asking = {}): Promise<Body> {
    const answer = await this.ask(method, path, asking);
    if (isDone(answer)) return answer.body as Body;
    const detail = (answer.body as { detail?: string } | null)?.detail ?? '';
    throw new UsageError(`${method} ${path}: ${answer.status} ${answer.code}. ${detail}`);
  }

  #limited(path: string, seconds: number): void {
    const advice = 'Start the target with LIMIT_FACTOR=1000 (or 10000) in its environment for load tests';
    if (seconds > LONGEST_WAIT) {
      throw new UsageError(`The target limits ${path}, for ${seconds} s to come. ${advice}, or use fewer --members.`);
    }
    if (!this.#said) this.#say(`The target limits how often it is asked (429): waiting ${seconds} s. ${advice}.`);
    this.#said = true;
  }
}

/** Does something for each, so many at a time. */
export async function forEach<Item>(items: Item[], atOnce: number, does: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const some = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await does(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, some));
}
