import { io } from 'socket.io-client';
import type { Connect } from '../../load/line/line.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Answer, ClosingCode } from '../../shared/sockets.ts';

const ANSWER_MS = 10_000;
const BACK_MS = 300;

export type Transport = 'websocket' | 'polling';

/** Over Socket.IO, and back as the web client comes back. @param token makes a fresh one. */
export function socketIoLine(url: string, token: () => string, transport: Transport): Connect {
  return (listener) => {
    const socket = io(url, {
      transports: [transport],
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      randomizationFactor: 0.5,
      auth: (give) => give({ token: token() }),
    });
    let closed = false;
    let code: ClosingCode | null = null;
    const comeBack = () => {
      if (!closed) setTimeout(() => !closed && socket.connect(), BACK_MS * (1 + Math.random()));
    };
    const refuse = () => {
      closed = true;
      listener.refused();
    };
    socket.on('connect', () => {
      code = null;
      listener.connected();
    });
    socket.on('disconnect', (reason) => {
      listener.disconnected();
      if (code === 'revoked') refuse();
      else if (code || reason === 'io server disconnect') comeBack();
    });
    socket.on('connect_error', (error) => {
      const { data } = error as Error & { data?: { code?: string } };
      // Its tokens are always fresh: a refusal is meant.
      if (data?.code === 'unauthorized') refuse();
      else if (!socket.active) comeBack();
    });
    socket.onAny((type: string, payload: Record<string, unknown>) => {
      if (type === 'closing') {
        code = payload.code as ClosingCode;
        listener.closing(code);
      } else if (type === 'revoked') listener.revoked(payload.stream as string);
      else if ('seq' in payload) listener.pushed(payload as LoggedEvent);
    });
    const ask = async <Data>(name: string, payload: unknown): Promise<Data> => {
      const answer = (await socket.timeout(ANSWER_MS).emitWithAck(name, payload)) as Answer<Data>;
      if (!answer.ok) throw new Error(answer.code);
      return answer.data;
    };
    return {
      watch: (streams) => ask('watch', { streams }),
      unwatch: (streams) => void ask('unwatch', { streams }).catch(() => {}),
      settled: () => ask('unwatch', { streams: [] }),
      close() {
        closed = true;
        socket.removeAllListeners();
        socket.offAny();
        socket.disconnect();
      },
    };
  };
}
