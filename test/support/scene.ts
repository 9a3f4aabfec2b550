import { randomUUID } from 'node:crypto';
import { type SignedIn, signInMany } from '../../bench/people.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { Verdict } from '../../load/oracle/verdict.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Group } from '../../shared/groups.ts';
import { accountStream, groupStream } from '../../shared/streams.ts';
import { Author } from './author.ts';
import { SECRET } from './cluster.ts';
import type { Crowd } from './crowd.ts';
import { Follower } from './follower.ts';
import { socketIoLine, type Transport } from './line.ts';
import { Load } from './load.ts';
import { judgeFollowed, judgeLog, judgePosts } from './oracle.ts';
import { headOf, readTruth, type Truth } from './truth.ts';

type Place = { group: Group; topic: string };

/** Someone who was sent out of a stream, and the seq of the event that did it. */
type Gone = { member: SignedIn; stream: string; at: number };

/** A community on a cluster, with members who follow it and write in it, and what must be true of it in the end. */
export class Scene {
  readonly cluster: Cluster;
  readonly staff: Author;
  readonly members: SignedIn[];
  readonly places: Place[];
  readonly followers: Follower[] = [];
  readonly authors: Author[] = [];
  readonly #gone: Gone[] = [];

  private constructor(cluster: Cluster, staff: Author, members: SignedIn[], places: Place[]) {
    this.cluster = cluster;
    this.staff = staff;
    this.members = members;
    this.places = places;
    this.authors.push(staff);
  }

  /** Two groups with a topic each, and members who are in both. */
  static async set(cluster: Cluster, size = 8): Promise<Scene> {
    const [[one], members] = await Promise.all([signInMany(1, SECRET, 'staff'), signInMany(size, SECRET)]);
    const staff = new Author(one!, cluster.url);
    const places = [await makePlace(staff), await makePlace(staff)];
    for (const { group } of places) {
      const joining = { guidelinesVersion: 1 };
      const join = (member: SignedIn) =>
        new Author(member, cluster.url).insist('POST', `/groups/${group.slug}/membership`, joining);
      await Promise.all(members.map(join));
    }
    return new Scene(cluster, staff, members, places);
  }

  get topics(): string[] {
    return this.places.map(({ topic }) => topic);
  }

  get streams(): string[] {
    return this.places.map(({ group }) => groupStream(group.id));
  }

  /** Follows the groups and the member's own stream from here on; comes back when it does. */
  async follow(member: SignedIn, url: string, transport: Transport = 'websocket'): Promise<Follower> {
    const streams = [accountStream(member.id), ...this.streams];
    const from = new Map<string, number>();
    for (const stream of streams) from.set(stream, await headOf(stream));
    const name = `follower ${this.followers.length + 1} of ${url}`;
    const follower = new Follower(name, socketIoLine(url, member.token, transport), from);
    this.followers.push(follower);
    await follower.ready();
    return follower;
  }

  /** A follower for each member, in turn on each node and through the balancer; the last one polls. */
  async followEverywhere(): Promise<void> {
    const urls = [...new Set([...this.cluster.nodes.map(({ url }) => url), this.cluster.url])];
    const following = this.members.map((member, index) => {
      const last = index === this.members.length - 1;
      return last ? this.follow(member, this.cluster.url, 'polling') : this.follow(member, urls[index % urls.length]!);
    });
    await Promise.all(following);
  }

  /** @param url where the author writes; through the balancer if left out. */
  author(member: SignedIn, url = this.cluster.url): Author {
    const author = new Author(member, url);
    this.authors.push(author);
    return author;
  }

  /** Members begin to write, each in all topics in turn. @param urls where, in turn. */
  load(members = this.members.slice(0, 6), urls = [this.cluster.url], paceMs?: number): Load {
    const authors = members.map((member, index) => this.author(member, urls[index % urls.length]));
    return new Load(authors, this.topics, paceMs);
  }

  /** Removes a member from the first group, and comes back when that is acknowledged. */
  async remove(member: SignedIn): Promise<void> {
    const { group } = this.places[0]!;
    await this.staff.insist('DELETE', `/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' });
    const removes = (event: LoggedEvent) => event.type === 'member.removed' && event.data.accountId === member.id;
    await this.#sentAway(member, groupStream(group.id), removes);
  }

  /** Ends a member's session, on a node of choice; none of the member's followers may hear more on their own stream. */
  async endSession(member: SignedIn, url: string): Promise<void> {
    await new Author(member, url).insist('DELETE', `/me/sessions/${member.sessionId}`);
    await this.#sentAway(member, accountStream(member.id), ({ type }) => type === 'session.revoked');
  }

  async #sentAway(member: SignedIn, stream: string, by: (event: LoggedEvent) => boolean): Promise<void> {
    const { logs } = await readTruth([stream], []);
    this.#gone.push({ member, stream, at: logs.get(stream)!.find(by)!.seq });
  }

  /** All of a member's clients. */
  followersOf(member: SignedIn): Follower[] {
    return this.followers.filter(({ followed }) => followed.has(accountStream(member.id)));
  }

  /**
   * The oracle. @throws unless missed, duplicated, re-ordered and leaked are all 0.
   * @param sleepers who may have had to begin again; of anyone else it is something missed.
   */
  async judge(sleepers: Follower[] = []): Promise<void> {
    const verdict = new Verdict();
    const truth = await this.#truth();
    await Promise.all(this.followers.map((follower) => this.#settle(follower, truth)));
    for (const follower of this.followers) {
      this.#judgeFollower(verdict, truth, follower, sleepers.includes(follower));
    }
    for (const [stream, log] of truth.logs) judgeLog(verdict, stream, log, await headOf(stream));
    const submissions = this.authors.flatMap((author) => author.submissions);
    for (const { group, topic } of this.places) {
      judgePosts(verdict, topic, truth.posts.get(topic)!, truth.logs.get(groupStream(group.id))!, submissions);
    }
    if (!verdict.clean) throw new Error(verdict.toString());
  }

  /** The oracle over a crowd that follows the groups, each of which gets to the end first. */
  async judgeCrowd(...crowds: Crowd[]): Promise<void> {
    const { logs } = await readTruth(this.streams, []);
    const heads = new Map([...logs].map(([stream, log]) => [stream, log.length]));
    for (const crowd of crowds) {
      const late = await crowd.reach(heads).then(() => '', String);
      const verdict = Object.assign(new Verdict(), await crowd.judge(logs));
      if (!verdict.clean || late) throw new Error(`${verdict} ${late}`);
    }
  }

  close(): void {
    for (const follower of this.followers) follower.close();
  }

  async #truth(): Promise<Truth> {
    const followed = this.followers.flatMap(({ followed }) => [...followed.keys()]);
    return readTruth([...new Set([...this.streams, ...followed])], this.topics);
  }

  /** Lets it come up to the heads. One that does not is for the verdict to count. */
  async #settle(follower: Follower, { logs }: Truth): Promise<void> {
    const streams = [...follower.followed.keys()].filter((stream) => !this.#goneAt(follower, stream));
    if (streams.length === 0) return follower.until(({ refused }) => refused, 'refused');
    const reached = streams.map((stream) => follower.reaches(stream, logs.get(stream)!.length));
    await Promise.allSettled([...reached, follower.until(({ connected }) => connected, 'connected')]);
    await follower.settled().catch(() => {});
  }

  #judgeFollower(verdict: Verdict, { logs }: Truth, follower: Follower, slept: boolean): void {
    for (const [stream, { stretches, heard }] of follower.followed) {
      const whole = { from: stretches[0]!.from, applied: stretches.flatMap(({ applied }) => applied) };
      const followed = { stretches: slept ? stretches : [whole], heard };
      const who = { name: follower.name, stream };
      judgeFollowed(verdict, who, logs.get(stream)!, followed, this.#goneAt(follower, stream));
    }
  }

  /** Where a follower's time with a stream ended, if it did. */
  #goneAt({ followed }: Follower, stream: string): number | undefined {
    const own = this.#gone.filter(({ member }) => followed.has(accountStream(member.id)));
    const here = own.find((gone) => gone.stream === stream);
    // The end of a session ends all; it has no place in the order of the other streams.
    const ended = own.some((gone) => gone.stream === accountStream(gone.member.id));
    return here?.at ?? (ended ? Number.MAX_SAFE_INTEGER : undefined);
  }
}

async function makePlace(staff: Author): Promise<Place> {
  const slug = `g${randomUUID()}`;
  const group = { slug, name: 'A group', category: 'Interest', description: 'To find faults in' };
  const made = (await staff.insist('POST', '/groups', group)).body as Group;
  const topic = { clientId: randomUUID(), title: 'A topic', body: 'A first post' };
  const { body } = await staff.insist('POST', `/groups/${slug}/topics`, topic);
  return { group: made, topic: (body as { topic: { id: string } }).topic.id };
}
