import { reducePosts } from '../../shared/reduce/posts.ts';
import type { Posts } from '../../shared/topics.ts';
import type { Author } from './author.ts';
import type { Follower } from './follower.ts';

/** A topic's first hundred posts as a client shows them: fetched, kept up to date by events, fetched again after a reset. */
export class Page {
  shown: Posts;
  readonly #follower: Follower;
  readonly #author: Author;
  #fetching: Promise<void> = Promise.resolve();

  private constructor(follower: Follower, author: Author, shown: Posts) {
    this.#follower = follower;
    this.#author = author;
    this.shown = shown;
    follower.onApply = (_stream, events) => {
      for (const event of events) this.shown = reducePosts(this.shown, event, author.member.id);
    };
    follower.onReset = (stream) => {
      if (stream === this.shown.head.stream) this.#fetching = this.#fetch();
    };
  }

  /** @param author who looks at it: the follower's member. */
  static async open(follower: Follower, author: Author, topic: string): Promise<Page> {
    return new Page(follower, author, await read(author, topic));
  }

  /** What is shown, and what whoever opens the page now sees; to be compared when all has been heard. */
  async compared(): Promise<{ shown: Posts; fresh: Posts }> {
    await this.#fetching;
    return { shown: this.shown, fresh: await read(this.#author, this.shown.topicId) };
  }

  async #fetch(): Promise<void> {
    const fresh = await read(this.#author, this.shown.topicId);
    const missed = this.#follower.live.missed(fresh.head.stream, fresh.head.seq);
    if (!missed) return this.#fetch();
    this.shown = missed.reduce((shown, event) => reducePosts(shown, event, this.#author.member.id), fresh);
  }
}

async function read(author: Author, topic: string): Promise<Posts> {
  return (await author.insist('GET', `/topics/${topic}/posts?limit=100`)).body as Posts;
}
