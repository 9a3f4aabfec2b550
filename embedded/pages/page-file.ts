import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Damage } from './damage.ts';
import { META_LENGTH, type Meta, readMeta } from './meta.ts';
import { checkHeader, checkRange, HEADER, OVERFLOW, type Overflow, type Page, parsePage } from './page.ts';

const CACHED = 8192;

/**
 * LMDB's data file, read without LMDB: which trusts what it finds, and would crash on a damaged file. It must not be
 * written to meanwhile.
 */
export class PageFile {
  readonly meta: Meta;
  readonly size: number;
  /** Pages found to be damaged in a way that their own bytes don't show. */
  readonly bad = new Set<number>();
  private readonly file: number;
  private pages = new Map<number, Page>();

  /** @throws Damage if its meta pages are none; the system's error if it can't be read. */
  constructor(path: string) {
    this.file = openSync(path, 'r');
    try {
      this.meta = this.latest();
      // Only then: whoever writes meanwhile makes the file longer before its meta page says so.
      this.size = fstatSync(this.file).size;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The meta page that counts, as the file is now. */
  private latest(): Meta {
    const first = readMeta(this.bytes(0, META_LENGTH));
    const second = readMeta(this.bytes(first.pageSize, META_LENGTH));
    if (first.pageSize !== second.pageSize)
      throw new Damage('data.mdb is damaged: its meta pages contradict each other');
    return second.transaction > first.transaction ? second : first;
  }

  /** Whether nobody has written to it since it was opened. */
  isUntouched(): boolean {
    return this.latest().transaction === this.meta.transaction;
  }

  /** A page of a tree, checked. @throws Damage */
  page(number: number): Page {
    const known = this.pages.get(number);
    if (known) return known;
    checkRange(number, 1, this.meta);
    if (this.bad.has(number)) throw new Damage('can not be trusted', number);
    const page = parsePage(this.bytes(number * this.meta.pageSize, this.meta.pageSize, number), number, this.meta);
    if (this.pages.size >= CACHED) this.pages = new Map();
    this.pages.set(number, page);
    return page;
  }

  /** A value that lies on pages of its own. @throws Damage */
  overflow({ page, pages, length }: Overflow): Buffer {
    const { pageSize } = this.meta;
    checkRange(page, pages, this.meta);
    if (this.bad.has(page)) throw new Damage('can not be trusted', page);
    if (pages !== Math.ceil((HEADER + length) / pageSize)) throw new Damage('is the first of too many or few', page);
    const bytes = this.bytes(page * pageSize, HEADER + length, page);
    checkHeader(bytes, page, this.meta);
    if (bytes.readUInt16LE(18) !== OVERFLOW || bytes.readUInt32LE(20) !== pages)
      throw new Damage('is not the beginning of a long value', page);
    return bytes.subarray(HEADER);
  }

  close(): void {
    closeSync(this.file);
  }

  private bytes(position: number, length: number, page?: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    if (readSync(this.file, bytes, 0, length, position) < length)
      throw page === undefined
        ? new Damage('data.mdb has been cut short')
        : new Damage('is missing: data.mdb has been cut short', page);
    return bytes;
  }
}
