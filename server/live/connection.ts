import type { Socket } from 'socket.io';

export type Connection = Socket['conn'];

/** What engine.io 6.6 keeps to itself: the packets that wait for the transport, and the websocket that carries them. */
type Inside = {
  writeBuffer: { data?: string | Buffer }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
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

const inside = (connection: Connection) => connection as unknown as Inside;
