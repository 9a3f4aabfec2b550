import { VIEW_SECONDS } from '../../shared/ladder.ts';
import type { TopicView } from '../../shared/topics.ts';

/** What reports go by: whom to tell, and whether this page is the one that is looked at. */
export type World = {
  tell(topicId: string): Promise<TopicView>;
  isLookedAt(): boolean;
  onChange(listener: () => void): () => void;
  /** @returns what calls it off. */
  after(seconds: number, then: () => void): () => void;
};

/** So often the server is told in one look. On two devices at once one would go on for ever: each begins anew what the other began. */
const TELLS = 3;

/**
 * Tells the server that a topic is looked at: when that begins, and again once it has lasted, until the topic counts as
 * viewed. A look that is broken off begins anew. What fails is tried again with the next look.
 */
export class ViewReports {
  readonly #world: World;
  /** What needs no more telling, by account and topic. */
  readonly #done = new Set<string>();
  /** What the server was told of last. */
  #begun = '';

  constructor(world: World) {
    this.#world = world;
  }

  /** Reports for as long as the topic is shown. @returns what ends it. */
  report(accountId: string, topicId: string): () => void {
    const name = `${accountId} ${topicId}`;
    let look: Look | null = null;
    const change = () => {
      if (this.#world.isLookedAt() === (look !== null)) return;
      look?.end();
      look = look ? null : new Look(() => this.#tell(name, topicId), this.#world);
      look?.begin(this.#begun === name ? VIEW_SECONDS : 0);
    };
    const unsubscribe = this.#world.onChange(change);
    change();
    return () => {
      unsubscribe();
      look?.end();
    };
  }

  /** @returns how many seconds to stay before it is told again; 0 for never. */
  async #tell(name: string, topicId: string): Promise<number> {
    if (this.#done.has(name)) return 0;
    this.#begun = name;
    try {
      const { seconds } = await this.#world.tell(topicId);
      if (seconds === 0) this.#done.add(name);
      return seconds;
    } catch {
      if (this.#begun === name) this.#begun = '';
      return 0;
    }
  }
}

/** A topic being looked at without a break. */
class Look {
  readonly #tell: () => Promise<number>;
  readonly #world: World;
  #callOff = () => {};
  #ended = false;
  #told = 0;

  constructor(tell: () => Promise<number>, world: World) {
    this.#tell = tell;
    this.#world = world;
  }

  begin(seconds: number): void {
    if (seconds === 0) void this.#say();
    else this.#callOff = this.#world.after(seconds, () => void this.#say());
  }

  end(): void {
    this.#ended = true;
    this.#callOff();
  }

  async #say(): Promise<void> {
    this.#told += 1;
    const seconds = await this.#tell();
    if (seconds > 0 && !this.#ended && this.#told < TELLS) this.begin(seconds);
  }
}
