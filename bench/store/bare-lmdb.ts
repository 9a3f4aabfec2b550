import { serialize } from 'bson';
import { open, type RootDatabase } from 'lmdb';
import { Engine } from '../../embedded/commands/engine.ts';
import { encodeKey } from '../../embedded/values/key.ts';
import { COLLECTION, DATABASE, MARKED_ID, MARKED_SLUG, marked } from './documents.ts';
import { IN_ONE, Numbers, type Operation } from './operations.ts';
import { Template } from './template.ts';

const RECORD_BYTES = 6;
const MARK = Buffer.from([1]);
/** As long as what the store keeps of a transaction's end. */
const ANSWER = Buffer.alloc(36);
const ANSWER_KEY_BYTES = 32;

/** Where the store has put the collection: the beginnings of keys. */
type Tables = { records: string; ids: string; slugs: string };

/**
 * LMDB with what the store keeps in it, under the same keys and with the same settings, used as directly as Node can: keys
 * are encoded beforehand and only their number changes, values come as copies, nothing is checked or decoded.
 */
export class BareLmdb {
  readonly #database: RootDatabase<Buffer, Buffer>;
  readonly #numbers: Numbers;
  readonly #record: Buffer;
  readonly #id: Template;
  readonly #slug: Template;
  readonly #afterSlug: Template;
  readonly #document = new Template(Buffer.from(serialize(marked())));
  readonly #likes: number;
  readonly #count = Buffer.alloc(8);
  readonly #countKey: Buffer;
  #created = 0;
  readonly #answerKeys = new Map<number, Buffer>();

  private constructor(data: string, documents: number, { records, ids, slugs }: Tables) {
    this.#database = open<Buffer, Buffer>({
      path: data,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      overlappingSync: false,
      eventTurnBatching: false,
    });
    this.#numbers = new Numbers(documents);
    this.#record = Buffer.from(records + '\0'.repeat(RECORD_BYTES), 'latin1');
    this.#id = new Template(Buffer.from(ids + encodeKey(MARKED_ID), 'latin1'));
    const slug = slugs + encodeKey(MARKED_SLUG);
    this.#slug = new Template(Buffer.from(slug + '\0'.repeat(RECORD_BYTES), 'latin1'));
    this.#afterSlug = new Template(Buffer.from(`${slug}\xff`, 'latin1'));
    this.#likes = this.#document.bytes.indexOf('\x10likes\0') + '\x10likes\0'.length;
    this.#countKey = Buffer.from(`\0\0\0\0count:${records}`, 'latin1');
  }

  /** @param data a copy of the store's own directory, where a collection lies is asked of the store. */
  static async open(data: string, documents: number): Promise<BareLmdb> {
    const engine = new Engine(data, 'none');
    const { table, indexes } = engine.catalog.get(`${DATABASE}.${COLLECTION}`)!;
    await engine.close();
    return new BareLmdb(data, documents, { records: table, ids: indexes[0]!.table, slugs: indexes[1]!.table });
  }

  /** Does it all in one transaction, which is on the disk then. */
  committed(work: () => void): void {
    this.#database.transactionSync(() => {
      work();
      if (this.#created > 0) this.#database.putSync(this.#countKey, this.#count);
    });
  }

  /** What each operation is here. @param lane which of those at once it is. */
  readonly operations: Record<Operation, (lane: number) => void> = {
    'read by _id': (lane) => this.#found(this.#read(this.#numbers.existing(lane))),
    'read by another index': (lane) => this.#found(this.#readBySlug(this.#numbers.existing(lane))),
    'read 64 by _id in one $in': (lane) => {
      for (let each = 0; each < IN_ONE; each += 1) this.#found(this.#read(this.#numbers.existing(lane)));
    },
    create: () => this.#create(),
    $inc: (lane) => this.#increment(lane),
    transaction: (lane) => this.#transaction(lane),
  };

  close(): Promise<void> {
    return this.#database.close();
  }

  #read(number: number): Buffer | undefined {
    const record = this.#database.getBinaryFast(this.#id.of(number))!;
    // What is read in place is longer than it says: `copy` doesn't work on it.
    const start = this.#record.length - RECORD_BYTES;
    for (let at = 0; at < RECORD_BYTES; at += 1) this.#record[start + at] = record[at]!;
    return this.#database.getBinary(this.#record);
  }

  #readBySlug(number: number): Buffer | undefined {
    const start = this.#slug.of(number);
    start.fill(0, start.length - RECORD_BYTES);
    const [entry] = this.#database.getKeys({ start, end: this.#afterSlug.of(number), limit: 1 });
    entry!.copy(this.#record, this.#record.length - RECORD_BYTES, entry!.length - RECORD_BYTES);
    return this.#database.getBinary(this.#record);
  }

  #create(): void {
    const number = this.#numbers.fresh();
    const record = this.#recordOf(number);
    const slug = this.#slug.of(number);
    record.copy(slug, slug.length - RECORD_BYTES, record.length - RECORD_BYTES);
    this.#database.putSync(this.#id.of(number), record.subarray(record.length - RECORD_BYTES));
    this.#database.putSync(slug, MARK);
    this.#database.putSync(record, this.#document.of(number));
    this.#count.writeDoubleBE(++this.#created);
  }

  #increment(lane: number): void {
    const document = this.#found(this.#read(this.#numbers.existing(lane)));
    document.writeInt32LE(document.readInt32LE(this.#likes) + 1, this.#likes);
    this.#database.putSync(this.#record, document);
  }

  #transaction(lane: number): void {
    this.#increment(lane);
    this.#increment(lane);
    this.#create();
    this.#create();
    const old = this.#answerKeys.get(lane);
    if (old) this.#database.removeSync(old);
    const key = Buffer.alloc(ANSWER_KEY_BYTES);
    key.writeUInt32BE(1, 0);
    key.writeUInt32BE(lane, 16);
    key.writeUInt32BE((old?.readUInt32BE(24) ?? 0) + 1, 24);
    this.#answerKeys.set(lane, key);
    this.#database.putSync(key, ANSWER);
  }

  #recordOf(number: number): Buffer {
    this.#record.writeUIntBE(number + 1, this.#record.length - RECORD_BYTES, RECORD_BYTES);
    return this.#record;
  }

  #found(document: Buffer | undefined): Buffer {
    if (!document) throw new Error('no such document');
    return document;
  }
}
