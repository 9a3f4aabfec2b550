import type { Socket as TcpSocket } from 'node:net';
import type { Connection } from './connection.ts';

/** What engine.io 6.6 and ws 8 keep to themselves, and writing past them rests on. */
type Inside = {
  readyState: string;
  writeBuffer: unknown[];
  transport: { name: string; socket: WebSocket };
};

/** `_state` is 0 while the sender has nothing to compress or to read first: what it is given then is written at once. */
type WebSocket = { readyState: number; _sender: { _state: number }; _socket: TcpSocket };

const OPEN = 1;
const IDLE = 0;

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
    typeof _sender?._state === 'number' &&
    typeof _socket?.writableLength === 'number' &&
    typeof _socket.write === 'function'
  );
}

/**
 * Whether a frame that is written to the TCP socket now comes after all that was sent before: it is a websocket's, and
 * nothing waits in a buffer above it. Who does not take what is sent is left to Socket.IO, where what waits can be dropped.
 */
export function isClear(connection: Connection): boolean {
  const { transport } = inside(connection);
  if (hasWaiting(connection) || transport.name !== 'websocket') return false;
  const { readyState, _sender, _socket } = transport.socket;
  return readyState === OPEN && _sender._state === IDLE && _socket.writableLength < WAITING_BYTES;
}

/** Whether Socket.IO has something for it that its transport has not taken, or sends it nothing any more. */
export function hasWaiting(connection: Connection): boolean {
  const { readyState, writeBuffer } = inside(connection);
  return writeBuffer.length > 0 || readyState !== 'open';
}

/** Writes frames to a websocket's TCP socket; to none that is closing, for which a frame after the last would be an error. */
export function writeFrames(connection: Connection, frames: Buffer): void {
  const { readyState, _socket } = inside(connection).transport.socket;
  if (readyState === OPEN && _socket.writable) _socket.write(frames);
}

const inside = (connection: Connection) => connection as unknown as Inside;
