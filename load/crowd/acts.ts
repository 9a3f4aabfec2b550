import { clientIdOf } from '../names.ts';
import type { WorkerPlan } from '../plan.ts';
import type { Act, Part } from '../scenario.ts';
import { Authors, type Place } from './authors.ts';
import { pick, pickWeighted, words } from './words.ts';

/** A request that is about to be made. */
export type Doing = {
  method: string;
  path: string;
  token: () => string;
  body?: unknown;
  /** The client id of a post, and the stream that will tell of it. */
  post?: { clientId: string; stream: string };
  /** A reply that is told of beforehand: whose, and where. */
  typing?: { member: number; topic: string };
  /** It was acknowledged. */
  done?: (body: unknown) => void;
  /** It is over, one way or the other. */
  over: () => void;
};

/** A post that may be edited, liked or taken away. */
type Post = { id: string; author: number; token: () => string; busy: boolean };

const REMEMBERED = 300;

/** What members do, chosen as the scenario says. */
export class Acts {
  readonly #plan: WorkerPlan;
  readonly #authors: Authors;
  readonly #posts: Post[] = [];
  readonly #token: (member: number) => string;
  readonly #staff: () => string;
  #count = 0;

  constructor(plan: WorkerPlan, token: (member: number) => string, staff: () => string) {
    this.#plan = plan;
    this.#token = token;
    this.#staff = staff;
    this.#authors = new Authors(plan);
    this.#count = plan.worker * 2 ** 40;
  }

  /** @param due in microseconds. @returns null where nobody is left who may do anything. */
  choose(due: number): Doing | null {
    const place = this.#authors.choose();
    if (!place) return null;
    const part = this.#plan.parts[this.#plan.members[place.member]!.part]!;
    const act = pickWeighted(part.acts) ?? 'reply';
    return this.#doing(act, place, part, due) ?? this.#reply(place, part, due);
  }

  #doing(act: Act, place: Place, part: Part, due: number): Doing | null {
    if (act === 'topic') return this.#topic(place, part, due);
    if (act === 'edit') return this.#edit(part);
    if (act === 'kudos') return this.#kudos(place);
    if (act === 'read') return this.#read(place);
    if (act === 'remove-post') return this.#removePost();
    if (act === 'remove-member') return this.#removeMember(place);
    return this.#reply(place, part, due);
  }

  #reply(place: Place, part: Part, due: number): Doing {
    const { member, group } = place;
    const { topics, stream } = this.#plan.groups[group]!;
    const topic = pick(topics);
    const clientId = clientIdOf(due, this.#plan.tag, this.#count++);
    return {
      ...this.#by(place),
      method: 'POST',
      path: `/topics/${topic}/posts`,
      body: { clientId, body: words(part.length) },
      post: { clientId, stream },
      ...(Math.random() < part.typing && { typing: { member, topic } }),
      done: (body) => this.#remember((body as { post: { id: string } }).post.id, member),
    };
  }

  #topic(place: Place, part: Part, due: number): Doing {
    const { slug, stream, topics } = this.#plan.groups[place.group]!;
    const clientId = clientIdOf(due, this.#plan.tag, this.#count++);
    return {
      ...this.#by(place),
      method: 'POST',
      path: `/groups/${slug}/topics`,
      body: { clientId, title: words([10, 60]), body: words(part.length) },
      post: { clientId, stream },
      done(body) {
        topics.push((body as { topic: { id: string } }).topic.id);
        if (topics.length > 20) topics.shift();
      },
    };
  }

  #read(place: Place): Doing {
    const topic = pick(this.#plan.groups[place.group]!.topics);
    return { ...this.#by(place), method: 'PUT', path: `/topics/${topic}/read`, body: { number: 1 } };
  }

  #edit(part: Part): Doing | null {
    const post = this.#free((post) => this.#authors.mayAct(post.author));
    return post && this.#on(post, { method: 'PATCH', body: { body: words(part.length) }, token: post.token });
  }

  #kudos(place: Place): Doing | null {
    const post = this.#free(({ author }) => author !== place.member && this.#authors.sharesAll(author, place.member));
    if (!post) return null;
    const { token } = this.#by(place);
    return this.#on(post, { method: 'PUT', token }, '/kudos');
  }

  #removePost(): Doing | null {
    const post = this.#free(() => true);
    if (!post) return null;
    this.#posts.splice(this.#posts.indexOf(post), 1);
    return this.#on(post, { method: 'DELETE', body: { reason: 'Off topic' }, token: this.#staff });
  }

  #removeMember({ group }: Place): Doing | null {
    const victim = this.#authors.sendAway(group);
    if (victim === null) return null;
    const path = `/groups/${this.#plan.groups[group]!.slug}/members/${this.#plan.members[victim]!.username}`;
    return { method: 'DELETE', path, body: { reason: 'Off topic' }, token: this.#staff, over() {} };
  }

  #by(place: Place): Pick<Doing, 'token' | 'over'> {
    return { token: () => this.#token(place.member), over: this.#authors.busy(place) };
  }

  #on(post: Post, doing: Pick<Doing, 'method' | 'token' | 'body'>, rest = ''): Doing {
    post.busy = true;
    const over = () => {
      post.busy = false;
    };
    return { ...doing, path: `/posts/${post.id}${rest}`, over };
  }

  #free(fits: (post: Post) => boolean): Post | null {
    const free = this.#posts.filter((post) => !post.busy && fits(post));
    return free.length > 0 ? pick(free) : null;
  }

  #remember(id: string, author: number): void {
    this.#posts.push({ id, author, token: () => this.#token(author), busy: false });
    if (this.#posts.length > REMEMBERED) this.#posts.shift();
  }
}
