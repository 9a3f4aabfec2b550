import { Damage } from './damage.ts';
import { long, META_PAGES, type Meta } from './meta.ts';

/** A page of a B-tree whose header and pointers have been checked: what they lead to lies within it. */
export type Page = { number: number; bytes: Buffer; isLeaf: boolean; count: number };

/** A value too long for its leaf lies on pages of its own. */
export type Overflow = { page: number; pages: number; length: number };

export const HEADER = 24;
const NODE = 8;
const BRANCH = 0x01;
const LEAF = 0x02;
export const OVERFLOW = 0x04;
const BIG = 0x01;
const OVERFLOW_HEAD = 24;

/** @throws Damage if it isn't a page of a tree without duplicates, the only kind the store has. */
export function parsePage(bytes: Buffer, number: number, meta: Meta): Page {
  checkHeader(bytes, number, meta);
  const flags = bytes.readUInt16LE(18);
  if (flags !== BRANCH && flags !== LEAF) throw new Damage('is no page of a tree', number);
  const [lower, upper] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)];
  const room = meta.pageSize - HEADER;
  if (lower % 2 !== 0 || lower === 0 || lower > upper || upper > room)
    throw new Damage('has a header that makes no sense', number);
  const page = { number, bytes, isLeaf: flags === LEAF, count: lower / 2 };
  let used = 0;
  for (let i = 0; i < page.count; i++) used += nodeLength(page, i, upper);
  if (used !== room - upper) throw new Damage('has nodes that overlap or leave gaps', number);
  return page;
}

export function checkHeader(bytes: Buffer, number: number, meta: Meta): void {
  if (long(bytes, 0) !== number) throw new Damage('does not bear its own number', number);
  if (long(bytes, 8) > meta.transaction) throw new Damage('is of a transaction that never was', number);
}

/** The bytes a node takes up; checks that it lies within its page. */
function nodeLength(page: Page, i: number, upper: number): number {
  const { bytes, number } = page;
  const at = nodeAt(page, i);
  if (at < HEADER + upper || at + NODE > bytes.length) throw new Damage(`points out of itself at node ${i}`, number);
  const flags = bytes.readUInt16LE(at + 4);
  if (page.isLeaf && flags !== 0 && flags !== BIG) throw new Damage(`has a node of an unknown kind at ${i}`, number);
  const data = page.isLeaf ? (flags === BIG ? OVERFLOW_HEAD : dataLength(bytes, at)) : 0;
  const length = NODE + bytes.readUInt16LE(at + 6) + data;
  if (at + length > bytes.length) throw new Damage(`has a node that is longer than itself at ${i}`, number);
  return length + (length % 2);
}

function nodeAt({ bytes }: Page, i: number): number {
  return HEADER + bytes.readUInt16LE(HEADER + 2 * i);
}

function dataLength(bytes: Buffer, at: number): number {
  return bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2) * 65536;
}

export function keyOf(page: Page, i: number): Buffer {
  const at = nodeAt(page, i);
  return page.bytes.subarray(at + NODE, at + NODE + page.bytes.readUInt16LE(at + 6));
}

/** How the key at `i` stands to another: negative if it comes before. */
export function compareKey(page: Page, i: number, key: Buffer): number {
  const at = nodeAt(page, i);
  return -key.compare(page.bytes, at + NODE, at + NODE + page.bytes.readUInt16LE(at + 6));
}

/** The page a branch leads to at `i`. */
export function childOf(page: Page, i: number): number {
  const at = nodeAt(page, i);
  return dataLength(page.bytes, at) + page.bytes.readUInt16LE(at + 4) * 2 ** 32;
}

/** A leaf's value at `i`, or where it lies. */
export function dataOf(page: Page, i: number): Buffer | Overflow {
  const at = nodeAt(page, i);
  const start = at + NODE + page.bytes.readUInt16LE(at + 6);
  const length = dataLength(page.bytes, at);
  if (page.bytes.readUInt16LE(at + 4) !== BIG) return page.bytes.subarray(start, start + length);
  return { page: long(page.bytes, start), pages: long(page.bytes, start + 16), length };
}

export function checkRange(first: number, count: number, meta: Meta): void {
  if (first < META_PAGES || count < 1 || first + count - 1 > meta.lastPage)
    throw new Damage(`is said to lie where the file has no pages`, first);
}
