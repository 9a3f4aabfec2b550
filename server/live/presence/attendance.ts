import type { EventType, LoggedEvent } from '../../../shared/events.ts';
import { ATTENDANCE_NAMED } from '../../../shared/presence.ts';
import { groupStream, leadersStream, parseStream } from '../../../shared/streams.ts';
import { toId } from '../../db/id.ts';
import { insideById } from '../../groups/readable.ts';
import { AppError } from '../../lib/errors.ts';
import type { Limits } from '../../lib/limits.ts';
import type { Logger } from '../../lib/log.ts';
import type { FanOut } from '../fan-out.ts';
import type { Nodes } from '../nodes.ts';
import { permittedStreams } from '../permissions.ts';
import type { LiveServer, LiveSocket } from '../rooms.ts';
import { attendanceIn } from './attendance-list.ts';
import { AttendanceNodes } from './attendance-nodes.ts';
import type { Here } from './attendance-report.ts';
import { accountById } from './lookups.ts';
import { Pulse } from './pulse.ts';

/** A group's list rests for so long after it was told. */
const REST_MS = 1_000;

/** After these events of a group's stream its list may be another, though nobody has come or gone. */
const CHANGES: EventType[] = [
  'member.joined',
  'member.left',
  'member.removed',
  'member.banned',
  'member.updated',
  'rank.up',
  'rank.changed',
  'topic.changed',
  'topic.left',
];

const roomOf = (groupId: string): string => `attending:${groupId}`;

type Parts = {
  io: LiveServer;
  fanOut: FanOut;
  nodes: Nodes;
  limits: Limits;
  log: Logger;
  /** The topic a socket looks at. */
  topicOf: (socketId: string) => string | null;
};

/**
 * Who of a group is there, for those who lead it. There is who hears the group's stream: the log keeps that room right. Only those are told
 * who are in the room of the leaders' stream; in the turn in which a socket leaves it, for whatever reason, it attends no longer,
 * and before each telling permission is established anew. What cannot be established is told to nobody.
 */
export class Attendances {
  readonly #parts: Parts;
  readonly #elsewhere: AttendanceNodes;
  /** Which group a socket attends to. */
  readonly #attending = new Map<string, string>();
  readonly #told = new Map<string, string>();
  /** Each group's latest telling: an older one that takes longer tells nothing. */
  readonly #tellings = new Map<string, Here[]>();
  readonly #pulse = new Pulse(
    (groupId) => this.#tell(groupId),
    () => REST_MS,
  );

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#elsewhere = new AttendanceNodes(parts.nodes, {
      attended: () => [...new Set(this.#attending.values())],
      changed: (groupId) => this.changed(groupId),
    });
    const { adapter } = parts.io.of('/');
    adapter.on('join-room', (room: string) => this.#moved(room));
    adapter.on('leave-room', (room: string, socketId: string) => {
      const groupId = this.#attending.get(socketId);
      if (groupId && room === leadersStream(groupId)) this.#end(socketId, groupId);
      this.#moved(room);
    });
  }

  /** The socket now attends to this group, or to none. @throws AppError not_found, forbidden, rate_limited */
  async attend(socket: LiveSocket, groupId: string | null): Promise<void> {
    const before = this.#attending.get(socket.id);
    if (before && before !== groupId) this.#end(socket.id, before);
    if (groupId === null) return;
    await this.#parts.limits.use('viewing', socket.data.accountId);
    if (!socket.rooms.has(leadersStream(groupId))) return refuse(socket, groupId);
    this.#attending.set(socket.id, groupId);
    void socket.join(roomOf(groupId));
    this.#elsewhere.ask([groupId]);
    // Whoever has just come has been told nothing.
    this.#told.delete(groupId);
    this.changed(groupId);
  }

  /** Who is in a group, or where, may be another now. */
  changed(groupId: string): void {
    if (this.#isAttended(groupId) || this.#elsewhere.isWanted(groupId)) this.#pulse.mark(groupId);
  }

  /** An event as it is delivered here. */
  heard({ stream, type }: LoggedEvent): void {
    if (CHANGES.includes(type)) this.#moved(stream);
  }

  close(): void {
    this.#pulse.close();
    this.#elsewhere.close();
  }

  #isAttended(groupId: string): boolean {
    return this.#parts.io.of('/').adapter.rooms.has(roomOf(groupId));
  }

  #moved(room: string): void {
    if (!room.startsWith('group:')) return;
    const stream = parseStream(room);
    if (stream) this.changed(stream.id);
  }

  #end(socketId: string, groupId: string): void {
    this.#attending.delete(socketId);
    void this.#parts.io.of('/').sockets.get(socketId)?.leave(roomOf(groupId));
    if (this.#isAttended(groupId)) return;
    this.#told.delete(groupId);
    this.#tellings.delete(groupId);
  }

  #tell(groupId: string): void {
    const here = this.#here(groupId);
    if (this.#elsewhere.isWanted(groupId)) this.#elsewhere.tell(groupId, here);
    if (!this.#isAttended(groupId)) return;
    this.#tellAttending(groupId, [here, ...this.#elsewhere.listsOf(groupId)]).catch((error) => {
      this.#parts.log.warn({ err: error }, 'who is there could not be told');
      this.changed(groupId);
    });
  }

  async #tellAttending(groupId: string, lists: Here[]): Promise<void> {
    this.#tellings.set(groupId, lists);
    await this.#sendAway(groupId);
    const attendance = await attendanceIn(groupId, lists);
    const next = JSON.stringify(attendance);
    if (this.#tellings.get(groupId) !== lists || !this.#isAttended(groupId) || next === this.#told.get(groupId)) return;
    this.#told.set(groupId, next);
    this.#parts.fanOut.send(roomOf(groupId), 'attendance', attendance);
  }

  /** Those who may no longer hear what leaders do attend no longer. */
  async #sendAway(groupId: string): Promise<void> {
    const stream = leadersStream(groupId);
    const sockets = [...this.#attending].flatMap(([id, group]) => {
      const socket = group === groupId && this.#parts.io.of('/').sockets.get(id);
      return socket ? [socket] : [];
    });
    await Promise.all(
      sockets.map(async ({ id, data }) => {
        const permitted = await permittedStreams(data.accountId, [stream]);
        if (!permitted.has(stream)) this.#end(id, groupId);
      }),
    );
  }

  /** Those on this node, who look at a topic first. */
  #here(groupId: string): Here {
    const { io, topicOf } = this.#parts;
    const found = new Map<string, string | null>();
    for (const socketId of io.of('/').adapter.rooms.get(groupStream(groupId)) ?? []) {
      const account = io.of('/').sockets.get(socketId)?.data.accountId;
      if (account) found.set(account, topicOf(socketId) ?? found.get(account) ?? null);
    }
    const all = [...found].map(([id, topicId]) => ({ id, topicId }));
    const first = [...all.filter(({ topicId }) => topicId), ...all.filter(({ topicId }) => !topicId)];
    return { members: first.slice(0, ATTENDANCE_NAMED), more: Math.max(0, first.length - ATTENDANCE_NAMED) };
  }
}

/** To those who may not see it a group's inside is as if it were not there. @throws AppError not_found, forbidden */
async function refuse(socket: LiveSocket, groupId: string): Promise<never> {
  await insideById(await accountById(socket.data.accountId), toId(groupId));
  throw new AppError('forbidden');
}
