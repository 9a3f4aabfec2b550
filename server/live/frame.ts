import type { LiveServer } from './rooms.ts';

/** A message to many: as Socket.IO encodes it, and as a whole websocket frame. */
export type Message = { text: string; frame: Buffer };

// What engine.io puts before a message, and Socket.IO's number for an event in its main namespace.
const ENGINE_MESSAGE = '4';
const SOCKET_EVENT = 2;

/** Encodes an event of Socket.IO, once for all. Null where the server's encoder makes something else of it than a text. */
export function encode(io: LiveServer, name: string, payload: unknown): Message | null {
  const [text, ...rest] = io.encoder.encode({ type: SOCKET_EVENT, nsp: '/', data: [name, payload] });
  if (typeof text !== 'string' || rest.length > 0) return null;
  return { text, frame: textFrame(ENGINE_MESSAGE + text) };
}

// RFC 6455, 5.2: the whole message in one frame, a text, not masked.
const WHOLE_TEXT = 0x81;
const SHORT = 125;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;

/** The websocket frame by which a server sends a text. */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = headOf(bytes);
  const frame = Buffer.allocUnsafe(head.length + bytes);
  frame.set(head);
  frame.write(text, head.length);
  return frame;
}

function headOf(bytes: number): Buffer {
  if (bytes <= SHORT) return Buffer.from([WHOLE_TEXT, bytes]);
  const long = bytes > 0xffff;
  const head = Buffer.alloc(long ? 10 : 4);
  head.set([WHOLE_TEXT, long ? EIGHT_BYTES_FOLLOW : TWO_BYTES_FOLLOW]);
  if (long) head.writeBigUInt64BE(BigInt(bytes), 2);
  else head.writeUInt16BE(bytes, 2);
  return head;
}
