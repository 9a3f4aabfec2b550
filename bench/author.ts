import { randomUUID } from 'node:crypto';
import type { Group } from '../shared/groups.ts';
import type { TopicCreated } from '../shared/topics.ts';

/** Someone who is signed in. */
export type Person = { id: string; token: string };

/** What a reply says: 200 characters. */
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
    const topic = { clientId: randomUUID(), title: 'A topic to measure in', body: BODY };
    return (await this.#post<TopicCreated>(`/groups/${slug}/topics`, topic)).topic.id;
  }

  /** @returns the id it gave the reply. */
  async reply(topicId: string): Promise<string> {
    const clientId = randomUUID();
    await this.#post(`/topics/${topicId}/posts`, { clientId, body: BODY });
    return clientId;
  }

  /** Reads what is at an address, to its end. */
  async read(path: string): Promise<void> {
    const response = await fetch(this.#url + path, { headers: { authorization: `Bearer ${this.#token}` } });
    await response.text();
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}
