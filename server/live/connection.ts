import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';

export type Connection = Socket['conn'];

/** What engine.io 6.6 keeps to itself: the packets that wait for the transport, and the websocket that carries them. */
type Inside = {
  request: unknown;
  writeBuffer: { data?: string | Buffer }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void; _socket?: TcpSocket } };
};

/** What a packet takes besides its data. */
const PACKET_BYTES = 200;

/**
 * About how many bytes wait here because the other side doesn't take them; what the kernel holds is not counted.
 * Text that waits as such counts by its characters: measuring each would cost more than it tells.
 */
export function waitingBytes(connection: Connection): number {
  const { writeBuffer, transport } = inside(connection);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += PACKET_BYTES + (data?.length ?? 0);
  return bytes;
}

/** Forgets what waits, but for what the transport has taken: a message is sent whole or not at all. */
export function dropWaiting(connection: Connection): void {
  inside(connection).writeBuffer = [];
}

/** Ends a connection without a word. `close(true)` waits half a minute for a peer that does not answer. */
export function breakOff(connection: Connection): void {
  const { socket } = inside(connection).transport;
  if (socket) socket.terminate();
  else connection.close(true);
}

/**
 * Lets go of the request by which a socket came, with its headers and the token. Nobody asks for it any more, and it takes
 * more memory than anything else there is of an idle socket but the connection.
 */
export function forgetRequest(socket: Pick<Socket, 'conn' | 'handshake'>): void {
  const connection = inside(socket.conn);
  Object.assign(socket, { handshake: null });
  connection.request = null;
  // engine.io's answer to the request, which holds it, waits for the end of the TCP socket: it alone does so once.
  const tcp = connection.transport.socket?._socket;
  for (const listener of (tcp?.rawListeners('close') ?? []) as OnceListener[]) {
    if (listener.listener) tcp?.off('close', listener.listener);
  }
}

type OnceListener = { listener?: () => void };

const inside = (connection: Connection) => connection as unknown as Inside;
