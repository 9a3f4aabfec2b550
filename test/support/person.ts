import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { type SignedIn, signInMany } from '../../bench/people.ts';
import { AccountModel } from '../../server/accounts/account.ts';
import type { Account, Role } from '../../shared/accounts.ts';
import type { Group, NewGroup } from '../../shared/groups.ts';
import type { Post, Topic } from '../../shared/topics.ts';
import { Ear } from './ear.ts';
import { type Answer, request } from './http.ts';

let count = 0;
/** A name no other test has used. */
export const fresh = (stem: string): string => `${stem}${(count++).toString(36)}${randomUUID().slice(0, 6)}`;

/** A text nobody has said before: the same twice in a row is refused. */
const said = (text: string): string => `${text}, ${(count++).toString(36)}`;

/** Someone with an account, who does what members do over the wire. */
export class Person {
  readonly url: string;
  readonly account: Account;
  readonly token: string;
  /** The refresh cookie as it was given. */
  readonly cookie: string;
  readonly password: string;
  readonly #answer: Answer;

  private constructor(url: string, answer: Answer, password: string) {
    this.url = url;
    this.#answer = answer;
    this.account = answer.body.account;
    this.token = answer.body.accessToken;
    this.cookie = refreshCookie(answer);
    this.password = password;
  }

  static async register(url: string, stem = 'member', role: Role = 'member'): Promise<Person> {
    const username = fresh(stem);
    const password = 'correct horse battery';
    const body = { username, email: `${username}@test.invalid`, password, displayName: `The ${stem}` };
    const answer = await request(url, 'POST', '/auth/register', { body });
    expect(answer.status).toBe(201);
    if (role !== 'member') await AccountModel.updateOne({ usernameKey: username.toLowerCase() }, { $set: { role } });
    return new Person(url, answer, password);
  }

  /** A new member for each of `stems`, one after another. */
  static async registerEach<const Stems extends readonly string[]>(
    url: string,
    stems: Stems,
  ): Promise<{ [Place in keyof Stems]: Person }> {
    const people: Person[] = [];
    for (const stem of stems) people.push(await Person.register(url, stem));
    return people as { [Place in keyof Stems]: Person };
  }

  /**
   * Several at once, made straight in the store: hashing their passwords would take longer than most tests.
   * @param secret the node's `jwtSecret`.
   */
  static async makeMany(url: string, secret: string, count: number, role: Role = 'member'): Promise<Person[]> {
    const people = await signInMany(count, secret, role);
    const enter = async ({ token }: SignedIn) => {
      const { body, ...answer } = await request(url, 'GET', '/me', { token: token() });
      return new Person(url, { ...answer, body: { account: body.account, accessToken: token() } }, 'none');
    };
    return Promise.all(people.map(enter));
  }

  /** The same member, who asks another node. */
  at(url: string): Person {
    return new Person(url, this.#answer, this.password);
  }

  get id(): string {
    return this.account.id;
  }

  get username(): string {
    return this.account.username;
  }

  get ownStream(): string {
    return `account:${this.id}`;
  }

  get = (path: string) => this.ask('GET', path);
  post = (path: string, body?: unknown) => this.ask('POST', path, body);
  put = (path: string, body?: unknown) => this.ask('PUT', path, body);
  patch = (path: string, body?: unknown) => this.ask('PATCH', path, body);
  delete = (path: string, body?: unknown) => this.ask('DELETE', path, body);

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.url, method, path, { token: this.token, body });
  }

  listen(): Promise<Ear> {
    return Ear.open(this.url, this.token);
  }

  async makeGroup(changes: Partial<NewGroup> = {}): Promise<Group> {
    const slug = fresh('group').toLowerCase();
    const group = { slug, name: `Group ${slug}`, category: 'Interest', description: 'A group to test in', ...changes };
    return ok(await this.post('/groups', group)).body;
  }

  async join(group: Group): Promise<Group> {
    return ok(await this.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 })).body;
  }

  async startTopic(
    group: Group,
    title = 'A topic',
    body = said('A first post'),
  ): Promise<{ topic: Topic; post: Post }> {
    return ok(await this.post(`/groups/${group.slug}/topics`, { clientId: randomUUID(), title, body })).body;
  }

  async reply(topicId: string, body = said('A reply')): Promise<Post> {
    return ok(await this.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body })).body.post;
  }
}

/** The answer, which must be a success. */
export function ok(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

/** The refresh cookie in an answer as a browser would send it back; empty if there is none. */
export function refreshCookie({ headers }: Answer): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** A group with a leader and members. */
export async function community(url: string, size = 2): Promise<{ group: Group; leader: Person; members: Person[] }> {
  const leader = await Person.register(url, 'leader', 'staff');
  const group = await leader.makeGroup();
  const members: Person[] = [];
  for (let index = 0; index < size; index += 1) {
    const member = await Person.register(url);
    await member.join(group);
    members.push(member);
  }
  return { group, leader, members };
}
