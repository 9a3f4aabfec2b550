import { decode } from '../bson/decode.ts';
import { encodeAfter, type Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { crc32c } from './crc32c.ts';

const HEADER = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
/** A little above what a stored document may have. */
const MOST_BYTES = 16 * 1024 * 1024 + 16 * 1024;

export type Incoming = { id: number; command: Doc; wantsAnswer: boolean; legacy: boolean };

/** What breaks the protocol; the connection it came on is closed. */
export class ProtocolError extends Error {}

/**
 * Reads one whole message, header included. As in MongoDB, what is wrong within an OP_MSG is told as the answer, but for
 * flags and checksum, after which nothing can be relied on.
 */
export function parseMessage(bytes: Buffer): Incoming {
  const parsing = parseSteps(bytes);
  for (;;) {
    const step = parsing.next();
    if (step.done) return step.value;
  }
}

/** The same a document at a time: one message may bring a hundred thousand. */
export function* parseSteps(bytes: Buffer): Generator<void, Incoming> {
  const id = bytes.readInt32LE(4);
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return yield* parseMsg(id, bytes);
  if (opcode === OP_QUERY) return parseQuery(id, bytes);
  throw new ProtocolError(`unknown opcode ${opcode}`);
}

/** A message whose contents can't be read, as far as it needs to be known to be answered. */
export function unreadable(bytes: Buffer): Incoming {
  const wantsAnswer = (bytes.readUInt32LE(HEADER) & MORE_TO_COME) === 0;
  return { id: bytes.readInt32LE(4), command: new Map(), wantsAnswer, legacy: false };
}

export function formatReply(to: Incoming, id: number, reply: Reply): Buffer {
  return to.legacy ? legacyReply(to.id, id, reply) : msgReply(to.id, id, reply);
}

function* parseMsg(id: number, bytes: Buffer): Generator<void, Incoming> {
  const flags = flagsOf(bytes);
  const end = bytes.length - (flags & CHECKSUM ? 4 : 0);
  if (flags & CHECKSUM && crc32c(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    throw new ProtocolError('OP_MSG checksum does not match contents');
  let command: Doc | undefined;
  const sequences = new Map<string, Value[]>();
  for (let at = HEADER + 4; at < end; ) {
    const kind = bytes[at];
    if (kind !== 0 && kind !== 1) fail(40432, `Unknown section kind ${kind}`);
    const size = sizeAt(bytes, at + 1, end);
    const section = bytes.subarray(at + 1, at + 1 + size);
    if (kind === 1) yield* addSequence(sequences, section);
    else if (command) fail(40430, 'Multiple body sections in message');
    else command = document(section);
    at += 1 + size;
  }
  if (!command) fail(40587, 'OP_MSG messages must have a body');
  for (const [name, documents] of sequences) addTo(command, name, documents);
  return { id, command, wantsAnswer: (flags & MORE_TO_COME) === 0, legacy: false };
}

/** Flags of the lower half are such that who doesn't know one can't understand the message. */
function flagsOf(bytes: Buffer): number {
  if (bytes.length < HEADER + 4) throw new ProtocolError('an OP_MSG without flags');
  const flags = bytes.readUInt32LE(HEADER);
  if (flags & 0xffff & ~(CHECKSUM | MORE_TO_COME)) throw new ProtocolError(`unknown flags ${flags}`);
  if (flags & CHECKSUM && bytes.length < HEADER + 8) throw new ProtocolError('an OP_MSG without its checksum');
  return flags;
}

function addTo(command: Doc, name: string, documents: Value[]): void {
  if (command.has(name)) fail(40433, `Duplicate field between body and document sequence ${name}`);
  command.set(name, documents);
}

function* addSequence(sequences: Map<string, Value[]>, section: Buffer): Generator<void> {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) fail(22, 'a document sequence without a name');
  const name = section.toString('utf8', 4, nameEnd);
  if (sequences.has(name)) fail(40431, `Duplicate document sequence: ${name}`);
  const documents: Value[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = sizeAt(section, at, section.length);
    documents.push(document(section.subarray(at, at + size)));
    at += size;
    yield;
  }
  sequences.set(name, documents);
}

function document(bytes: Buffer): Doc {
  if (bytes.length > MOST_BYTES)
    fail(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MOST_BYTES}`);
  return decode(bytes);
}

function sizeAt(bytes: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) fail(22, 'a length that does not fit');
  return size;
}

/** The old form, in which every connection still says hello. */
function parseQuery(id: number, bytes: Buffer): Incoming {
  const nameEnd = bytes.indexOf(0, HEADER + 4);
  const at = nameEnd + 1 + 8;
  if (nameEnd < 0 || at + 5 > bytes.length) throw new ProtocolError('a query cut short');
  const name = bytes.toString('utf8', HEADER + 4, nameEnd);
  if (!name.endsWith('.$cmd')) throw new ProtocolError('a query of the old form that is no command');
  const command = decode(bytes.subarray(at));
  command.set('$db', name.slice(0, -'.$cmd'.length));
  return { id, command, wantsAnswer: true, legacy: true };
}

function msgReply(to: number, id: number, reply: Reply): Buffer {
  const bytes = encodeAfter(HEADER + 5, reply);
  // No flags, and one section of kind 0.
  bytes.fill(0, HEADER, HEADER + 5);
  return withHeader(bytes, id, to, OP_MSG);
}

function legacyReply(to: number, id: number, reply: Reply): Buffer {
  const bytes = encodeAfter(HEADER + 20, reply);
  bytes.fill(0, HEADER, HEADER + 20);
  bytes.writeInt32LE(8, HEADER);
  bytes.writeInt32LE(1, HEADER + 16);
  return withHeader(bytes, id, to, OP_REPLY);
}

function withHeader(bytes: Buffer, id: number, to: number, opcode: number): Buffer {
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(id, 4);
  bytes.writeInt32LE(to, 8);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}
