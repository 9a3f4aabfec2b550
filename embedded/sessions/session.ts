import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf } from '../bson/types.ts';
import type { Store } from '../store/store.ts';
import type { Writer } from '../store/writer.ts';
import type { Transaction } from './transaction.ts';

/** The table of what retryable writes have answered. */
export const ANSWERS = '\0\0\0\x01';
const COMMIT = 0xffffffff;

/** A client's logical session: its current transaction, and the answers of its last retryable write. */
export class Session {
  /** The session's id as bytes; 16 of them. */
  readonly id: string;
  lastUse = Date.now();
  /** The highest transaction number met so far. */
  number = -1n;
  transaction: Transaction | undefined;
  /** Keys of the answers kept for `number`. */
  private answers: string[] = [];
  /** Keys of answers that can't be asked for any more; they go with the next write, not with one of their own. */
  private outdated: string[] = [];
  private readonly store: Store;

  constructor(id: string, store: Store) {
    this.id = id;
    this.store = store;
  }

  /** Takes over what a restart has found on disk. */
  restore(number: bigint, key: string): void {
    this.advance(number);
    if (number === this.number) this.answers.push(key);
    else this.outdated.push(key);
  }

  /** Moves on to a new transaction number: the answers of older ones can't be asked for any more. */
  advance(number: bigint): void {
    if (number <= this.number) return;
    this.number = number;
    this.outdated.push(...this.answers);
    this.answers = [];
  }

  forget(): void {
    for (const key of [...this.outdated, ...this.answers]) this.store.write(key, null);
    this.outdated = [];
    this.answers = [];
  }

  answer(statement: number): Doc | undefined {
    const bytes = this.store.latest.get(this.key(statement));
    return bytes && (decode(bytes).get('answer') as Doc);
  }

  /** Keeps a write's answer, in the same batch as the write itself. */
  keep(writer: Pick<Writer, 'put'>, statement: number, answer: Doc): void {
    const key = this.key(statement);
    for (const old of this.outdated) writer.put(old, null);
    this.outdated = [];
    writer.put(key, encode(docOf({ answer, at: new Date() })));
    this.answers.push(key);
  }

  keepCommit(writer: Pick<Writer, 'put'>): void {
    this.keep(writer, COMMIT, new Map());
  }

  get hasCommitted(): boolean {
    return this.answer(COMMIT) !== undefined;
  }

  private key(statement: number): string {
    const bytes = Buffer.alloc(12);
    bytes.writeBigUInt64BE(this.number, 0);
    bytes.writeUInt32BE(statement, 8);
    return ANSWERS + this.id + bytes.toString('latin1');
  }
}
