import { randomUUID } from 'node:crypto';
import type { ActsDone } from '../shared/acts.ts';
import type { Group } from '../shared/groups.ts';
import type { Rung } from '../shared/ladder.ts';
import type { LadderVersion, LadderVersions } from '../shared/ladder-versions.ts';
import type { PostAnswer, TopicCreated } from '../shared/topics.ts';
import { postJson } from './post-json.ts';

/** Someone who is signed in. */
export type Person = { id: string; token: string };

/** A reply that was acknowledged. */
export type Sent = { clientId: string; seq: number };

/** What a reply says: 200 characters, and not the same twice, which would be refused. */
const bodyOf = (clientId: string): string => clientId + BODY.slice(clientId.length);

const BODY = 'A reply of the length people write when they have something to say, and not much time. '
  .repeat(3)
  .slice(0, 200);

/** Someone who writes, over the API. */
export class Author {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, { token }: Person) {
    this.#url = url;
    this.#token = token;
  }

  makeGroup(): Promise<Group> {
    const slug = `g${randomUUID()}`;
    return this.#post('/groups', { slug, name: 'A group', category: 'Interest', description: 'To measure in' });
  }

  /** @returns the topic's id. */
  async startTopic({ slug }: Group): Promise<string> {
    const clientId = randomUUID();
    const topic = { clientId, title: 'A topic to measure in', body: bodyOf(clientId) };
    return (await this.#post<TopicCreated>(`/groups/${slug}/topics`, topic)).topic.id;
  }

  /** @returns the id it gave the reply, and the seq of its event. */
  async reply(topicId: string): Promise<Sent> {
    const clientId = randomUUID();
    const { head } = await this.#post<PostAnswer>(`/topics/${topicId}/posts`, { clientId, body: bodyOf(clientId) });
    return { clientId, seq: head.seq };
  }

  /** Reads what is at an address, to its end. */
  async read(path: string): Promise<string> {
    const response = await fetch(this.#url + path, { headers: { authorization: `Bearer ${this.#token}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return text;
  }

  /** The ladder in force, and how far it has been applied; for staff. */
  async ladder(): Promise<LadderVersion> {
    const { items } = JSON.parse(await this.read('/api/v1/ranks/ladder/versions')) as LadderVersions;
    return items[0]!;
  }

  putUpLadder(rungs: Rung[], basedOn: number): Promise<LadderVersion> {
    return this.#post('/ranks/ladder/versions', { rungs, basedOn, note: 'To measure' });
  }

  /** Bans someone from a group with all they have posted there; for those who lead it. */
  ban({ slug }: Group, username: string): Promise<ActsDone> {
    const input = { kind: 'ban', username, removePosts: true, reason: 'To measure' };
    return this.#post(`/groups/${slug}/acts`, input);
  }

  #post<Answer>(path: string, body: object): Promise<Answer> {
    return postJson(`${this.#url}/api/v1${path}`, this.#token, body);
  }
}
