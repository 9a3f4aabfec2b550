import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf } from '../bson/types.ts';
import type { Store } from '../store/store.ts';
import type { Writer } from '../store/writer.ts';
import type { Transaction } from './transaction.ts';

/** The table of what retryable writes have answered. */
export const ANSWERS = '\0\0\0\x01';
const COMMIT = 0xffffffff;
const DISCARDED_AT_ONCE = 50;

/** Answers kept for statements `from` to `to` of a transaction number: thousands, where a client inserts in bulk. */
type Kept = { number: bigint; from: number; to: number };

/** A client's logical session: its current transaction, and the answers of its last retryable write. */
export class Session {
  /** The session's id as bytes; 16 of them. */
  readonly id: string;
  lastUse = Date.now();
  /** The highest transaction number met so far. */
  number = -1n;
  /** Whether `number` is that of a transaction rather than of a retryable write. */
  isTransaction = false;
  transaction: Transaction | undefined;
  /** The answers kept for `number`. */
  private answers: Kept[] = [];
  /** Answers that can't be asked for any more; they go with the next write, not with one of their own. */
  private outdated: Kept[] = [];
  private checkedOut = false;
  private readonly waiting: (() => void)[] = [];
  private readonly store: Store;

  constructor(id: string, store: Store) {
    this.id = id;
    this.store = store;
  }

  /**
   * Numbered statements of a session run one at a time: a retry must not overtake the first attempt, nor a commit what it
   * commits. False if another runs; then `comesFree` and try again.
   */
  checkOut(): boolean {
    if (this.checkedOut) return false;
    this.checkedOut = true;
    return true;
  }

  comesFree(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  checkIn(): void {
    this.checkedOut = false;
    this.waiting.shift()?.();
  }

  get isIdle(): boolean {
    return !this.checkedOut;
  }

  /** Takes over what a restart has found on disk. */
  restore(number: bigint, statement: number): void {
    this.advance(number, statement === COMMIT);
    note(number === this.number ? this.answers : this.outdated, number, statement);
  }

  /** Moves on to a new transaction number: the answers of older ones can't be asked for any more. */
  advance(number: bigint, isTransaction: boolean): void {
    if (number <= this.number) return;
    this.number = number;
    this.isTransaction = isTransaction;
    for (const answers of this.answers) this.outdated.push(answers);
    this.answers = [];
  }

  /** Lets go of its answers, so many at a time. False once there are none left. */
  forgetSome(): boolean {
    for (const answers of this.answers) this.outdated.push(answers);
    this.answers = [];
    this.discardSome((key) => this.store.write(key, null));
    return this.outdated.length > 0;
  }

  answer(statement: number): Doc | undefined {
    const bytes = this.store.latest.get(this.key(this.number, statement));
    return bytes && (decode(bytes).get('answer') as Doc);
  }

  /** Keeps a write's answer, in the same batch as the write itself. */
  keep(writer: Pick<Writer, 'put'>, statement: number, answer: Doc): void {
    this.discardSome((key) => writer.put(key, null));
    writer.put(this.key(this.number, statement), encode(docOf({ answer, at: new Date() })));
    note(this.answers, this.number, statement);
  }

  keepCommit(writer: Pick<Writer, 'put'>): void {
    this.keep(writer, COMMIT, new Map());
  }

  get hasCommitted(): boolean {
    return this.answer(COMMIT) !== undefined;
  }

  /** Some of the outdated answers, though more than are kept meanwhile: a batch may have left a hundred thousand. */
  private discardSome(remove: (key: string) => void): void {
    for (let left = DISCARDED_AT_ONCE; left > 0; left--) {
      const last = this.outdated.at(-1);
      if (!last) return;
      remove(this.key(last.number, last.to));
      if (last.to-- === last.from) this.outdated.pop();
    }
  }

  private key(number: bigint, statement: number): string {
    const bytes = Buffer.alloc(12);
    bytes.writeBigUInt64BE(number, 0);
    bytes.writeUInt32BE(statement, 8);
    return ANSWERS + this.id + bytes.toString('latin1');
  }
}

function note(answers: Kept[], number: bigint, statement: number): void {
  const last = answers.at(-1);
  if (last && last.number === number && last.to + 1 === statement) last.to = statement;
  else answers.push({ number, from: statement, to: statement });
}
