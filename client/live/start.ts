import type { QueryClient } from '@tanstack/react-query';
import type { ClosingCode } from '../../shared/sockets.ts';
import { type EndReason, endSession } from '../api/session.ts';
import { freshToken, renewToken } from '../api/token.ts';
import { createAttending } from './attending.ts';
import { connection } from './connection-state.ts';
import { setCurrent } from './current.ts';
import { announce } from './happenings.ts';
import { createLive } from './live.ts';
import { createPresence } from './presence.ts';
import { abandonStream, applyToAll, forgetStream, renewOutdated, renewStream } from './snapshots.ts';
import { closeSocket, openSocket } from './socket.ts';

/** A large answer on a slow line takes its time; a connection that is dead is noticed before. */
const ANSWER_MS = 60_000;

/** Connects the live path for an account; call the answer to end it. */
export function startLive(client: QueryClient, accountId: string): () => void {
  const live = createLive({
    watch: async (streams) => {
      const answer = await socket.timeout(ANSWER_MS).emitWithAck('watch', { streams });
      if (!answer.ok) throw new Error(answer.code);
      return answer.data;
    },
    unwatch: (streams) => {
      socket.emit('unwatch', { streams }, () => {});
    },
    apply: (_stream, events) => {
      applyToAll(client, events);
      for (const event of events) presence.happened(event);
      announce(events);
    },
    reset: (stream) => renewStream(client, stream),
    closed: (stream) => abandonStream(client, stream),
    denied: (stream) => forgetStream(client, stream),
    caughtUp: () => {
      connection.set('caught-up');
      renewOutdated(client);
      presence.caughtUp();
      attending.caughtUp();
    },
    later,
  });
  const presence = createPresence({
    view: async (topicId) => {
      const answer = await socket.timeout(ANSWER_MS).emitWithAck('viewing', { topicId });
      return answer.ok ? null : answer.code;
    },
    type: (topicId, typing) => {
      socket.emit('typing', { topicId, typing }, () => {});
    },
    later,
    now: Date.now,
  });

  const attending = createAttending({
    attend: async (groupId) => {
      const answer = await socket.timeout(ANSWER_MS).emitWithAck('attending', { groupId });
      return answer.ok ? null : answer.code;
    },
    later,
  });

  connection.set('connecting');
  const tokens = { fresh: freshToken, renewed: renewToken };
  const socket = openSocket(tokens, {
    connected: live.connected,
    disconnected: () => {
      connection.set('connecting');
      live.disconnected();
      presence.disconnected();
      attending.disconnected();
    },
    pushed: live.pushed,
    revoked: (stream) => {
      presence.lost();
      attending.lost();
      live.revoked(stream);
    },
    refused: (code) => endSession(END_REASONS[code] ?? 'expired'),
  });
  for (const kind of ['presence', 'typing'] as const) socket.on(kind, (gathering) => presence.hear(kind, gathering));
  socket.on('attendance', (told) => attending.hear(told));
  setCurrent(live, accountId, presence, attending);

  return () => {
    setCurrent(null);
    presence.disconnected();
    attending.disconnected();
    closeSocket(socket);
  };
}

function later(task: () => void, ms: number): void {
  setTimeout(task, ms);
}

const END_REASONS: Partial<Record<ClosingCode, EndReason>> = { revoked: 'revoked', suspended: 'suspended' };
