import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { fail } from '../errors.ts';
import { isReply } from './reply.ts';
import { type Doc, typeCode, type Value } from './types.ts';

/** Encoded documents that go into a reply as they are. */
export class Raw {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** What replies are made of: values, plain objects (numbers in them must be int32) and raw documents. */
export type Reply = { [field: string]: ReplyValue };
export type ReplyValue = Value | Raw | Reply | ReplyValue[];

/** MongoDB's bound on documents within documents. */
const MOST_LEVELS = 200;

const MOST_BYTES = 96 * 1024 * 1024;

/** Fails with 15 (Overflow) where documents lie within documents in more than `levels`. */
export function encode(document: Doc | Reply, levels = MOST_LEVELS): Buffer {
  writer.reset(levels);
  writer.document(document);
  return writer.bytes();
}

/** Leaves `head` bytes before the document, for whoever puts it into a message. */
export function encodeAfter(head: number, document: Doc | Reply): Buffer {
  writer.reset(MOST_LEVELS);
  writer.skip(head);
  writer.document(document);
  return writer.bytes();
}

class Writer {
  private buffer = Buffer.allocUnsafe(64 * 1024);
  private at = 0;
  private levels = MOST_LEVELS;
  private most = MOST_LEVELS;

  reset(levels: number): void {
    this.at = 0;
    this.levels = levels;
    this.most = levels;
  }

  bytes(): Buffer {
    const bytes = Buffer.from(this.buffer.subarray(0, this.at));
    // One huge message must not keep its space for good.
    if (this.buffer.length > 4 * 1024 * 1024) this.buffer = Buffer.allocUnsafe(64 * 1024);
    return bytes;
  }

  document(document: Doc | Reply): void {
    const start = this.open();
    if (document instanceof Map) for (const [name, value] of document) this.element(name, value);
    else for (const name of Object.keys(document)) this.element(name, document[name] as ReplyValue);
    this.close(start);
  }

  private array(items: ReplyValue[]): void {
    const start = this.open();
    for (let i = 0; i < items.length; i++) this.element(String(i), items[i] as ReplyValue);
    this.close(start);
  }

  private open(): number {
    if (--this.levels < 0) fail(15, `Document exceeds maximum nesting depth of ${this.most}`);
    return this.skip(4);
  }

  private close(start: number): void {
    this.levels++;
    this.byte(0);
    this.buffer.writeInt32LE(this.at - start, start);
  }

  private element(name: string, value: ReplyValue): void {
    const at = this.skip(1);
    this.cstring(name);
    const type = this.value(value);
    this.buffer[at] = type;
  }

  /** Writes the value and returns its type, which stands before the name. */
  private value(value: ReplyValue): number {
    if (value instanceof Raw) this.copy(value.bytes);
    else if (value instanceof Map || isReply(value)) this.document(value);
    else return this.item(value);
    return 3;
  }

  private item(value: Value | ReplyValue[]): number {
    const type = typeCode(value as Value);
    if (type === 2) this.string(value as string);
    else if (type === 16) this.fixed(4).writeInt32LE(value as number, this.at - 4);
    else if (type === 4) this.array(value as ReplyValue[]);
    else this.scalar(type, value as Value);
    return type & 255;
  }

  private scalar(type: number, value: Value): void {
    switch (type) {
      case 1:
        this.fixed(8).writeDoubleLE((value as Double).value, this.at - 8);
        break;
      case 5:
        this.binary(value as Binary);
        break;
      case 7:
        this.copy((value as ObjectId).id);
        break;
      case 8:
        this.byte(value ? 1 : 0);
        break;
      case 9:
        this.fixed(8).writeBigInt64LE(BigInt((value as Date).getTime()), this.at - 8);
        break;
      case 18:
        this.fixed(8).writeBigInt64LE(value as bigint, this.at - 8);
        break;
      default:
        this.rare(type, value);
    }
  }

  private rare(type: number, value: Value): void {
    switch (type) {
      case 11:
        this.cstring((value as BSONRegExp).pattern);
        this.cstring((value as BSONRegExp).options);
        break;
      case 13:
        this.string((value as Code).code);
        break;
      case 14:
        this.string((value as BSONSymbol).value);
        break;
      case 15:
        this.codeWithScope(value as Code);
        break;
      case 17:
        this.fixed(8).writeBigUInt64LE((value as Timestamp).toBigInt() & 0xffffffffffffffffn, this.at - 8);
        break;
      case 19:
        this.copy((value as Decimal128).bytes);
    }
  }

  private codeWithScope(code: Code): void {
    const start = this.skip(4);
    this.string(code.code);
    this.document(code.scope as unknown as Doc);
    this.buffer.writeInt32LE(this.at - start, start);
  }

  private binary(binary: Binary): void {
    const bytes = binary.buffer.subarray(0, binary.position);
    this.fixed(4).writeInt32LE(bytes.length, this.at - 4);
    this.byte(binary.sub_type);
    this.copy(bytes);
  }

  private string(text: string): void {
    const start = this.skip(4);
    this.cstring(text);
    this.buffer.writeInt32LE(this.at - start - 4, start);
  }

  private cstring(text: string): void {
    this.room(text.length * 3 + 1);
    this.at += text.length < 16 ? this.short(text) : this.buffer.write(text, this.at, 'utf8');
    this.buffer[this.at++] = 0;
  }

  private short(text: string): number {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return this.buffer.write(text, this.at, 'utf8');
      this.buffer[this.at + i] = code;
    }
    return text.length;
  }

  private copy(bytes: Uint8Array): void {
    this.fixed(bytes.length).set(bytes, this.at - bytes.length);
  }

  private byte(value: number): void {
    this.fixed(1)[this.at - 1] = value;
  }

  /** The buffer, moved on by `size`: asked for anew each time, for making room may have replaced it. */
  private fixed(size: number): Buffer {
    this.skip(size);
    return this.buffer;
  }

  skip(size: number): number {
    this.room(size);
    this.at += size;
    return this.at - size;
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    // Text is given three times its length, and may be as long as a document.
    if (this.at + size > MOST_BYTES) fail(10334, `BSONObj size: more than ${this.at} is invalid`);
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

const writer = new Writer();
