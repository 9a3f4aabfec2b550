import { recordNumber } from '../catalog/collection.ts';

/** Records in one page of the set: a power of two. */
const PAGE = 2 ** 15;

/** Records met so far, a bit for each: a million of them take little room, and none makes the set stop to grow. */
export class RecordSet {
  private readonly pages = new Map<number, Uint8Array>();

  /** Adds a record; false if it is in already. */
  add(id: string): boolean {
    const number = recordNumber(id);
    const page = this.page(Math.floor(number / PAGE));
    const at = (number % PAGE) >>> 3;
    const bit = 1 << (number & 7);
    const byte = page[at] as number;
    if (byte & bit) return false;
    page[at] = byte | bit;
    return true;
  }

  private page(number: number): Uint8Array {
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint8Array(PAGE / 8);
      this.pages.set(number, page);
    }
    return page;
  }
}
