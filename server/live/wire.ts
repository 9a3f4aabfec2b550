import type { Socket as TcpSocket } from 'node:net';
import type { Connection } from './connection.ts';

/** What engine.io 6.6 and ws 8 keep to themselves, and writing past them rests on. */
type Inside = {
  readyState: string;
  writeBuffer: unknown[];
  transport: { name: string; socket: WebSocket };
};

/** Where nothing is to be compressed, the sender writes what it is given at once: `_extensions` is empty then. */
type WebSocket = { readyState: number; _sender: { _extensions: object }; _socket: TcpSocket };

const OPEN = 1;

/** More than this is not put on a wire past Socket.IO while the kernel does not take it. */
const WAITING_BYTES = 65_536;

export const isWebSocket = (connection: Connection): boolean => inside(connection).transport.name === 'websocket';

/** Whether the libraries keep in a websocket's connection what is looked for here. Another version of them may not. */
export function isAsExpected(connection: Connection): boolean {
  const { readyState, writeBuffer, transport } = inside(connection);
  const { readyState: state, _sender, _socket } = (transport.socket ?? {}) as Partial<WebSocket>;
  return (
    typeof readyState === 'string' &&
    Array.isArray(writeBuffer) &&
    typeof state === 'number' &&
    Object.keys(_sender?._extensions ?? { unknown: true }).length === 0 &&
    typeof _socket?.writableLength === 'number' &&
    typeof _socket.write === 'function'
  );
}

/**
 * Whether Socket.IO has something for it that its transport has not taken, or sends it nothing any more. While it has not,
 * what is written to a websocket's TCP socket comes after all that was sent before.
 */
export function hasWaiting(connection: Connection): boolean {
  const { readyState, writeBuffer } = inside(connection);
  return writeBuffer.length > 0 || readyState !== 'open';
}

/**
 * Whether it is a websocket that takes what it is sent. Who does not is left to Socket.IO, where what waits can be dropped.
 */
export function canTake(connection: Connection): boolean {
  const { transport } = inside(connection);
  if (transport.name !== 'websocket') return false;
  const { readyState, _socket } = transport.socket;
  return readyState === OPEN && _socket.writableLength < WAITING_BYTES;
}

/**
 * Writes frames to a websocket's TCP socket; to none that is closing, for which a frame after the last would be an error.
 * @returns whether the kernel has taken all there was.
 */
export function writeFrames(connection: Connection, frames: Buffer): boolean {
  const { readyState, _socket } = inside(connection).transport.socket;
  if (readyState !== OPEN || !_socket.writable) return false;
  _socket.write(frames);
  return _socket.writableLength === 0;
}

const inside = (connection: Connection) => connection as unknown as Inside;
