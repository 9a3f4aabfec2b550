import { withLet } from '../aggregate/expression.ts';
import type { Variables } from '../aggregate/operator.ts';
import { commandVariables } from '../aggregate/variables.ts';
import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/types.ts';
import { isDoc } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import { newWork } from '../plan/execute.ts';
import type { Session } from '../sessions/session.ts';
import type { Transaction } from '../sessions/transaction.ts';
import type { View } from '../store/view.ts';
import type { Writer } from '../store/writer.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import type { MemoryShare } from '../work-memory.ts';
import type { Engine } from './engine.ts';
import { logScan, type Origin } from './scan-log.ts';

/** One command with all that it needs to be run. */
export class Request {
  readonly engine: Engine;
  readonly name: string;
  readonly command: Doc;
  readonly database: string;
  readonly deadline: number;
  session: Session | undefined;
  /** Set for a statement within a transaction. */
  transaction: Transaction | undefined;
  /** Set for a retryable write outside one: its answers are kept. */
  retryable = false;
  /** What its queries have looked at, and how many documents it has given or changed: a long scan is logged. */
  work = newWork();
  given = 0;
  /** For a getMore, where its cursor came from. */
  origin: Origin | undefined;
  private known: Variables | undefined;
  /** Whether the session is this request's alone until it ends. */
  hasCheckedOut = false;
  private share: MemoryShare | undefined;

  constructor(engine: Engine, name: string, command: Doc) {
    this.engine = engine;
    this.name = name;
    this.command = command;
    this.database = this.text('$db');
    this.deadline = Date.now() + (this.whole('maxTimeMS') || 60_000_000);
  }

  /** What the command may hold in memory; it ends with the command, or with the cursor that takes it over. */
  get memory(): MemoryShare {
    this.share ??= this.engine.memory.share();
    return this.share;
  }

  giveMemory(): MemoryShare | undefined {
    const { share } = this;
    this.share = undefined;
    return share;
  }

  end(): void {
    logScan(this);
    this.share?.release();
    if (this.hasCheckedOut) this.session?.checkIn();
  }

  /** What the command's expressions know by name: its time, and its `let`. */
  get variables(): Variables {
    this.known ??= withLet(this.doc('let'), commandVariables());
    return this.known;
  }

  get readView(): View {
    return this.transaction?.view ?? this.engine.store.committed;
  }

  get writer(): Writer {
    return this.transaction ?? this.engine.writer;
  }

  /** The namespace that the command's first field names. */
  get namespace(): string {
    const name = this.command.get(this.name);
    if (typeof name !== 'string') fail(73, `collection name has invalid type for ${this.name}`);
    return `${this.database}.${name}`;
  }

  /** The collection, if there is one. A transaction that touches it keeps it from being dropped. */
  get collection(): Collection | undefined {
    const collection = this.engine.catalog.get(this.namespace);
    if (collection) this.transaction?.collections.add(collection);
    return collection;
  }

  /** The collection to write to, made if need be. */
  get madeCollection(): Collection {
    const collection = this.collection ?? this.engine.catalog.create(this.namespace);
    this.transaction?.collections.add(collection);
    return collection;
  }

  text(name: string): string {
    const value = this.command.get(name);
    return typeof value === 'string' ? value : fail(9, `'${name}' must be a string`);
  }

  whole(name: string): number | undefined {
    const value = this.command.get(name);
    if (value === undefined || value === null) return undefined;
    return wholeNumber(value) ?? fail(9, `'${name}' must be a whole number`);
  }

  natural(name: string): number | undefined {
    const value = this.whole(name);
    if (value !== undefined && value < 0)
      fail(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.command.get(name);
    return value === true || (isNumeric(value) && toDouble(value) !== 0);
  }

  doc(name: string): Doc {
    const value = this.command.get(name);
    if (value === undefined || value === null) return new Map();
    return isDoc(value) ? value : fail(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
  }

  value(name: string): Value {
    return this.command.get(name);
  }

  docs(name: string): Doc[] {
    const value = this.command.get(name);
    if (!Array.isArray(value) || !value.every(isDoc))
      fail(14, `BSON field '${this.name}.${name}' must be an array of objects`);
    return value;
  }
}

export type Run = (request: Request) => Reply | Promise<Reply>;
