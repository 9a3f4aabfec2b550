/** A set of page numbers, one bit each. */
export class PageSet {
  private readonly bits: Uint8Array;
  size = 0;

  constructor(lastPage: number) {
    this.bits = new Uint8Array((lastPage >>> 3) + 1);
  }

  has(page: number): boolean {
    return ((this.bits[Math.floor(page / 8)] as number) & (1 << (page % 8))) !== 0;
  }

  /** False if it was there already. */
  add(page: number): boolean {
    if (this.has(page)) return false;
    (this.bits[Math.floor(page / 8)] as number) |= 1 << (page % 8);
    this.size++;
    return true;
  }
}
