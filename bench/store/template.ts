import { MARKED_ID, MARKED_SLUG, slugOf } from './documents.ts';

/**
 * Bytes that are the same each time but for a document's number, or a transaction's. They are changed in place, which
 * costs next to nothing: what is measured is the one who gets them.
 */
export class Template {
  readonly bytes: Buffer;
  readonly #ids: number[];
  readonly #slugs: number[];
  readonly #transactions: number[];

  /** @param bytes holds marks where a document's `_id` or slug or a transaction's number is to stand. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#ids = placesOf(MARKED_ID.id, bytes);
    this.#slugs = placesOf(MARKED_SLUG, bytes);
    this.#transactions = placesOf(MARKED_TRANSACTION_BYTES, bytes);
  }

  /** Sets a document's number; returns the bytes, which hold good until the next call. */
  of(number: number): Buffer {
    for (const place of this.#ids) this.bytes.writeUInt32BE(number, place + 8);
    if (this.#slugs.length > 0) {
      const slug = slugOf(number);
      for (const place of this.#slugs) this.bytes.write(slug, place, 'latin1');
    }
    return this.bytes;
  }

  /** As `of`, with another number for each place. */
  ofEach(number: (place: number) => number): Buffer {
    for (const [which, place] of this.#ids.entries()) this.bytes.writeUInt32BE(number(which), place + 8);
    return this.bytes;
  }

  inTransaction(number: bigint): void {
    for (const place of this.#transactions) this.bytes.writeBigInt64LE(number, place);
  }
}

export const MARKED_TRANSACTION = 0x7a6b5c4d3e2f1a0bn;
const MARKED_TRANSACTION_BYTES = Buffer.alloc(8);
MARKED_TRANSACTION_BYTES.writeBigInt64LE(MARKED_TRANSACTION);

function placesOf(mark: Uint8Array | string, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at);
  return places;
}
