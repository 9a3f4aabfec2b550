import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { fail, refuse } from '../errors.ts';
import { isText, textIn } from './text.ts';
import type { Doc, Value } from './types.ts';

const MAX_DEPTH = 200;

/** Decodes the one document that `bytes` starts with. Malformed bytes are refused with MongoDB's error 22 (InvalidBSON). */
export function decode(bytes: Buffer): Doc {
  reader.reset(bytes);
  return reader.document(0);
}

const MOST_NAMES = 1024;
const LONGEST_NAME = 64;
const names: string[] = new Array(MOST_NAMES).fill('');

class Reader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  reset(bytes: Buffer): void {
    this.bytes = bytes;
    this.at = 0;
  }

  document(depth: number): Doc {
    const end = this.open(depth);
    const doc: Doc = new Map();
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      const name = this.name();
      const before = doc.size;
      doc.set(name, this.value(type, depth));
      if (doc.size === before) refuse(`a document with two fields named '${name}'`);
    }
    if (this.at !== end) malformed('document length');
    return doc;
  }

  private array(depth: number): Value[] {
    const end = this.open(depth);
    const items: Value[] = [];
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      while (this.byte() !== 0);
      items.push(this.value(type, depth));
    }
    if (this.at !== end) malformed('array length');
    return items;
  }

  private open(depth: number): number {
    if (depth > MAX_DEPTH) fail(15, `BSON nesting exceeds ${MAX_DEPTH} levels`);
    const start = this.at;
    const size = this.int32();
    const end = start + size;
    if (size < 5 || end > this.bytes.length || this.bytes[end - 1] !== 0) malformed('document length');
    return end;
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case 1:
        return new Double(this.bytes.readDoubleLE(this.advance(8)));
      case 2:
        return this.string();
      case 3:
        return this.document(depth + 1);
      case 4:
        return this.array(depth + 1);
      case 5:
        return this.binary();
      case 7:
        return new ObjectId(this.copy(12));
      case 8:
        return this.bool();
      case 9:
        return this.date();
      case 10:
        return null;
      case 16:
        return this.int32();
      case 18:
        return this.bytes.readBigInt64LE(this.advance(8));
      default:
        return this.rare(type, depth);
    }
  }

  private rare(type: number, depth: number): Value {
    switch (type) {
      case 6:
        return undefined;
      case 11:
        return this.regex();
      case 13:
        return new Code(this.string());
      case 14:
        return new BSONSymbol(this.string());
      case 15:
        return this.codeWithScope(depth);
      case 17:
        return new Timestamp(this.bytes.readBigUInt64LE(this.advance(8)));
      case 19:
        return new Decimal128(this.copy(16));
      case 127:
        return new MaxKey();
      case 255:
        return new MinKey();
      default:
        return malformed(`type ${type}`);
    }
  }

  private regex(): BSONRegExp {
    const pattern = this.cstring();
    const options = this.cstring();
    if (/[^ilmsux]/.test(options)) fail(51108, `invalid flag in regex options: ${options}`);
    return new BSONRegExp(pattern, options);
  }

  private bool(): boolean {
    const byte = this.byte();
    return byte > 1 ? malformed('boolean') : byte === 1;
  }

  private date(): Date {
    const date = new Date(Number(this.bytes.readBigInt64LE(this.advance(8))));
    if (Number.isNaN(date.getTime()))
      fail(2, 'dates beyond the years ±275,000 are not supported by the embedded store');
    return date;
  }

  private binary(): Binary {
    const size = this.int32();
    if (size < 0) malformed('binary length');
    const subtype = this.byte();
    return new Binary(this.copy(size), subtype);
  }

  private codeWithScope(depth: number): Code {
    const end = this.at + this.int32();
    const code = new Code(this.string(), this.document(depth + 1) as never);
    return this.at === end ? code : malformed('code length');
  }

  private string(): string {
    const size = this.int32();
    const start = this.at;
    const end = start + size - 1;
    if (size < 1 || end >= this.bytes.length || this.bytes[end] !== 0) malformed('string length');
    this.at = end + 1;
    return textIn(this.bytes, start, end);
  }

  /** Names come again and again: one that has been met is found by its bytes instead of being made anew. */
  private name(): string {
    const start = this.at;
    let end = start;
    let slot = 0;
    for (let code = this.bytes[end]; code !== 0; code = this.bytes[++end]) {
      if (code === undefined) malformed('unterminated name');
      slot = (slot * 31 + code) & (MOST_NAMES - 1);
    }
    this.at = end + 1;
    const known = names[slot] as string;
    return isText(known, this.bytes, start, end) ? known : this.newName(slot, start, end);
  }

  private newName(slot: number, start: number, end: number): string {
    const name = textIn(this.bytes, start, end);
    // Only of ASCII are characters and bytes the same.
    if (name.length === end - start && name.length <= LONGEST_NAME) names[slot] = name;
    return name;
  }

  private cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) malformed('unterminated name');
    const start = this.at;
    this.at = end + 1;
    return textIn(this.bytes, start, end);
  }

  private copy(size: number): Buffer {
    const start = this.advance(size);
    return Buffer.from(this.bytes.subarray(start, start + size));
  }

  private byte(): number {
    return this.bytes[this.advance(1)] as number;
  }

  private int32(): number {
    return this.bytes.readInt32LE(this.advance(4));
  }

  private advance(size: number): number {
    const start = this.at;
    this.at += size;
    if (this.at > this.bytes.length) malformed('it ends too early');
    return start;
  }
}

const reader = new Reader();

function malformed(what: string): never {
  return fail(22, `invalid BSON: ${what}`);
}
