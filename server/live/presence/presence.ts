import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Actor } from '../../../shared/accounts.ts';
import type { LoggedEvent } from '../../../shared/events.ts';
import { TYPING_LASTS_MS, type Typing } from '../../../shared/presence.ts';
import { type AccountRecord, presentActor } from '../../accounts/account.ts';
import type { ObjectId } from '../../db/id.ts';
import { streamOf } from '../../groups/group.ts';
import { canModerate } from '../../groups/policy.ts';
import { authorizePosting } from '../../groups/posting.ts';
import { insideById } from '../../groups/readable.ts';
import { AppError, authorize } from '../../lib/errors.ts';
import type { Limits } from '../../lib/limits.ts';
import { authorizeReply, authorizeTopic } from '../../topics/open.ts';
import type { TopicState } from '../../topics/topic.ts';
import type { FanOut } from '../fan-out.ts';
import type { Nodes } from '../nodes.ts';
import type { LiveServer, LiveSocket } from '../rooms.ts';
import { endedBy } from './ended.ts';
import { Gatherings, roomOf, type Told } from './gatherings.ts';
import { accountById, topicById } from './lookups.ts';
import { RollCall } from './roll-call.ts';

/** A socket looks at a topic. */
type Visit = {
  socket: LiveSocket;
  topicId: string;
  group: ObjectId;
  actor: Actor;
  /** Ends the typing that goes on. */
  typing?: NodeJS.Timeout;
};

/** How long it may be since the log was last looked into. A node that can't learn of removals tells nobody anything. */
const CURRENT_MS = 4_000;

/**
 * Who is in which topic and who writes there. None of it is logged or stored, any of it may be lost or late.
 *
 * Only those may be told who hear the group's stream at that moment: the log sees to it that whoever no longer may is
 * out of the stream's room, and in the turn in which a socket leaves that room, for whatever reason, its visit is over.
 */
export class Presence {
  readonly #visits = new Map<string, Visit>();
  /** Each socket's latest request of either kind: an older one that comes late changes nothing. */
  readonly #viewing = new WeakMap<LiveSocket, object>();
  readonly #saying = new WeakMap<LiveSocket, object>();
  readonly #present: Gatherings;
  readonly #typing: Gatherings;
  readonly #rollCall: RollCall;
  readonly #limits: Limits;
  readonly #moved: (groupId: string) => void;
  #currentAt = Date.now();
  /** How many topics have gone from where they were, by the events heard. */
  #ended = 0;

  /** @param moved hears of each group in which someone looks at another topic now. */
  constructor(io: LiveServer, fanOut: FanOut, nodes: Nodes, limits: Limits, moved: (groupId: string) => void) {
    this.#limits = limits;
    this.#moved = moved;
    const tell = (told: Told) => this.#rollCall.tell(told);
    const isCurrent = () => Date.now() - this.#currentAt <= CURRENT_MS;
    this.#present = new Gatherings('presence', io, fanOut, tell, isCurrent);
    this.#typing = new Gatherings('typing', io, fanOut, tell, isCurrent);
    this.#rollCall = new RollCall(nodes, { presence: this.#present, typing: this.#typing });
    io.of('/').adapter.on('leave-room', (room: string, socketId: string) => {
      const visit = this.#visits.get(socketId);
      if (visit && room === streamOf({ _id: visit.group })) this.#leave(visit);
    });
  }

  /** The socket now looks at this topic, or at none. @throws AppError not_found, forbidden, topic_removed, topic_merged, rate_limited */
  async view(socket: LiveSocket, topicId: string | null): Promise<void> {
    const isLatest = latest(this.#viewing, socket);
    const before = this.#visits.get(socket.id);
    if (before && before.topicId !== topicId) this.#leave(before);
    if (topicId === null) return;
    await this.#limits.use('viewing', socket.data.accountId);
    const viewer = await accountById(socket.data.accountId);
    const topic = await this.#topicNow(topicId);
    if (!isLatest()) return;
    const { group } = topic;
    if (!socket.rooms.has(streamOf({ _id: group }))) return refuse(viewer, group);
    authorizeTopic(topic);
    const actor = presentActor(viewer);
    const again = this.#visits.get(socket.id);
    this.#enter(again ? Object.assign(again, { group, actor }) : { socket, topicId, group, actor });
  }

  /** The socket's member writes, or no longer does. @throws AppError forbidden, rate_limited, and what keeps one from posting */
  async type(socket: LiveSocket, { topicId, typing }: Typing): Promise<void> {
    const isLatest = latest(this.#saying, socket);
    const visit = this.#visitOf(socket, topicId);
    if (!typing) return this.#fallSilent(visit);
    await this.#limits.use('typing', socket.data.accountId);
    const [topic, viewer] = await Promise.all([topicById(topicId), accountById(socket.data.accountId)]);
    const at = await insideById(viewer, topic.group);
    authorizePosting(at.group, at.tie);
    authorizeReply(topic, canModerate(viewer, at.tie));
    if (isLatest()) this.#write(this.#visitOf(socket, topicId));
  }

  /** An event as it is delivered here. */
  heard(event: LoggedEvent): void {
    const over = endedBy(event);
    if (over) this.#end(over);
    if (event.type === 'post.created') this.#posted(event.data.topicId, event.data.post.author.id);
    if (event.type === 'member.updated') this.#rename(event.data.accountId, { displayName: event.data.displayName });
    if (event.type === 'rank.up') this.#rename(event.data.accountId, { rank: event.data.to });
    if (event.type === 'rank.changed') this.#rename(event.data.accountId, { rank: event.data.rank });
  }

  /** The topic a socket looks at. */
  topicOf(socketId: string): string | null {
    return this.#visits.get(socketId)?.topicId ?? null;
  }

  /** The log has been looked into. */
  current(): void {
    this.#currentAt = Date.now();
  }

  /** Tells other nodes what they don't know yet, and stops. */
  async close(): Promise<void> {
    for (const visit of this.#visits.values()) this.#leave(visit);
    this.#present.close();
    this.#typing.close();
    this.#rollCall.close();
    // What Redis's client is given it writes at the end of the turn.
    await endOfTurn();
  }

  /** A topic as it is, unless an event has said meanwhile that one is no longer where it was. */
  async #topicNow(topicId: string): Promise<TopicState> {
    for (;;) {
      const ended = this.#ended;
      const topic = await topicById(topicId);
      if (ended === this.#ended) return topic;
    }
  }

  #end(topicId: string): void {
    this.#ended += 1;
    for (const visit of this.#visits.values()) if (visit.topicId === topicId) this.#leave(visit);
  }

  #visitOf(socket: LiveSocket, topicId: string): Visit {
    const visit = this.#visits.get(socket.id);
    authorize(visit !== undefined && visit.topicId === topicId);
    return visit;
  }

  #enter(visit: Visit): void {
    const { socket, topicId, actor } = visit;
    this.#visits.set(socket.id, visit);
    void socket.join(roomOf(topicId));
    this.#present.enter(topicId, actor, socket.id);
    this.#present.greet(socket, topicId);
    this.#moved(visit.group.toString());
    this.#typing.greet(socket, topicId);
  }

  #leave(visit: Visit): void {
    const { socket, topicId, actor } = visit;
    this.#visits.delete(socket.id);
    void socket.leave(roomOf(topicId));
    this.#fallSilent(visit);
    this.#present.leave(topicId, actor.id, socket.id);
    this.#moved(visit.group.toString());
  }

  #write(visit: Visit): void {
    clearTimeout(visit.typing);
    visit.typing = setTimeout(() => this.#fallSilent(visit), TYPING_LASTS_MS);
    this.#typing.enter(visit.topicId, visit.actor, visit.socket.id);
  }

  #fallSilent(visit: Visit): void {
    clearTimeout(visit.typing);
    visit.typing = undefined;
    this.#typing.leave(visit.topicId, visit.actor.id, visit.socket.id);
  }

  /** One who has sent what they wrote no longer writes it. */
  #posted(topicId: string, accountId: string): void {
    for (const id of this.#typing.socketsOf(topicId, accountId)) this.#fallSilent(this.#visits.get(id)!);
    // Those who see the post no longer show its author as writing: the same list told before it is now another.
    this.#typing.outdate(topicId);
  }

  #rename(accountId: string, change: Partial<Actor>): void {
    for (const visit of this.#visitsOf(accountId)) {
      visit.actor = { ...visit.actor, ...change };
      this.#present.enter(visit.topicId, visit.actor, visit.socket.id);
      if (visit.typing) this.#typing.enter(visit.topicId, visit.actor, visit.socket.id);
    }
  }

  #visitsOf(accountId: string): Visit[] {
    return [...this.#visits.values()].filter(({ actor }) => actor.id === accountId);
  }
}

/** To those who may not see it a topic is as if it were not there. @throws AppError not_found, forbidden */
async function refuse(viewer: AccountRecord, group: ObjectId): Promise<never> {
  await insideById(viewer, group);
  throw new AppError('forbidden');
}

/** Notes a socket's request; the answer tells whether it has been overtaken since. */
function latest(requests: WeakMap<LiveSocket, object>, socket: LiveSocket): () => boolean {
  const request = {};
  requests.set(socket, request);
  return () => requests.get(socket) === request;
}
