import { decode } from '../bson/decode.ts';
import { encode, type Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/types.ts';

const HEADER = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;

export type Incoming = { id: number; command: Doc; wantsAnswer: boolean; legacy: boolean };

/** What breaks the protocol; the connection it came on is closed. */
export class ProtocolError extends Error {}

/** Reads one whole message, header included. */
export function parseMessage(bytes: Buffer): Incoming {
  const id = bytes.readInt32LE(4);
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return parseMsg(id, bytes);
  if (opcode === OP_QUERY) return parseQuery(id, bytes);
  throw new ProtocolError(`unknown opcode ${opcode}`);
}

export function formatReply(to: Incoming, id: number, reply: Reply): Buffer {
  const document = encode(reply);
  return to.legacy ? legacyReply(to.id, id, document) : msgReply(to.id, id, document);
}

function parseMsg(id: number, bytes: Buffer): Incoming {
  const flags = bytes.readUInt32LE(HEADER);
  if (flags & 0xffff & ~(CHECKSUM | MORE_TO_COME)) throw new ProtocolError(`unknown flags ${flags}`);
  if ((flags & ~(CHECKSUM | MORE_TO_COME | EXHAUST_ALLOWED)) >>> 0 > 0x1ffff)
    throw new ProtocolError(`unknown flags ${flags}`);
  const end = bytes.length - (flags & CHECKSUM ? 4 : 0);
  let command: Doc | undefined;
  const sequences: [string, Value[]][] = [];
  for (let at = HEADER + 4; at < end; ) {
    const kind = bytes[at];
    const size = sizeAt(bytes, at + 1, end);
    const section = bytes.subarray(at + 1, at + 1 + size);
    if (kind === 0 && !command) command = decode(section);
    else if (kind === 1) sequences.push(parseSequence(section));
    else throw new ProtocolError(`section of kind ${kind}`);
    at += 1 + size;
  }
  if (!command) throw new ProtocolError('a message without a body');
  for (const [name, documents] of sequences) command.set(name, documents);
  return { id, command, wantsAnswer: (flags & MORE_TO_COME) === 0, legacy: false };
}

function parseSequence(section: Buffer): [string, Value[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a document sequence without a name');
  const documents: Value[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = sizeAt(section, at, section.length);
    documents.push(decode(section.subarray(at, at + size)));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), documents];
}

function sizeAt(bytes: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) throw new ProtocolError('a length that does not fit');
  return size;
}

/** The old form, in which every connection still says hello. */
function parseQuery(id: number, bytes: Buffer): Incoming {
  const nameEnd = bytes.indexOf(0, HEADER + 4);
  const at = nameEnd + 1 + 8;
  if (nameEnd < 0 || at + 5 > bytes.length) throw new ProtocolError('a query cut short');
  const name = bytes.toString('utf8', HEADER + 4, nameEnd);
  if (!name.endsWith('.$cmd')) throw new ProtocolError('a query of the old form that is no command');
  const command = decode(bytes.subarray(at, at + sizeAt(bytes, at, bytes.length)));
  command.set('$db', name.slice(0, -'.$cmd'.length));
  return { id, command, wantsAnswer: true, legacy: true };
}

function msgReply(to: number, id: number, document: Buffer): Buffer {
  const head = header(HEADER + 5 + document.length, id, to, OP_MSG, 5);
  return Buffer.concat([head, document]);
}

function legacyReply(to: number, id: number, document: Buffer): Buffer {
  const head = header(HEADER + 20 + document.length, id, to, OP_REPLY, 20);
  head.writeInt32LE(8, HEADER);
  head.writeInt32LE(1, HEADER + 16);
  return Buffer.concat([head, document]);
}

function header(size: number, id: number, to: number, opcode: number, more: number): Buffer {
  const bytes = Buffer.alloc(HEADER + more);
  bytes.writeInt32LE(size, 0);
  bytes.writeInt32LE(id, 4);
  bytes.writeInt32LE(to, 8);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}
