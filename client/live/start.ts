import type { QueryClient } from '@tanstack/react-query';
import type { ClosingCode } from '../../shared/sockets.ts';
import { type EndReason, endSession } from '../api/session.ts';
import { connection } from './connection-state.ts';
import { setCurrent } from './current.ts';
import { announce } from './happenings.ts';
import { createLive } from './live.ts';
import { abandonStream, applyToAll, renewOutdated, renewStream } from './snapshots.ts';
import { closeSocket, openSocket } from './socket.ts';

const ANSWER_MS = 10_000;

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
      announce(events);
    },
    reset: (stream) => renewStream(client, stream),
    closed: (stream) => abandonStream(client, stream),
    caughtUp: () => {
      connection.set('caught-up');
      renewOutdated(client);
    },
    later: (task, ms) => {
      setTimeout(task, ms);
    },
  });

  connection.set('connecting');
  const socket = openSocket({
    connected: live.connected,
    disconnected: () => {
      connection.set('connecting');
      live.disconnected();
    },
    pushed: live.pushed,
    revoked: live.revoked,
    refused: (code) => endSession(END_REASONS[code] ?? 'expired'),
  });
  setCurrent(live, accountId);

  return () => {
    setCurrent(null);
    closeSocket(socket);
  };
}

const END_REASONS: Partial<Record<ClosingCode, EndReason>> = { revoked: 'revoked', suspended: 'suspended' };
