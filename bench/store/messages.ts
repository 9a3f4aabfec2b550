import { randomUUID } from 'node:crypto';
import { type Document, Long, serialize, UUID } from 'bson';
import { COLLECTION, DATABASE, MARKED_ID, MARKED_SLUG, marked } from './documents.ts';
import { IN_ONE, type Numbers, type Operation } from './operations.ts';
import { MARKED_TRANSACTION, Template } from './template.ts';

/** The messages of an operation, encoded once, of which each is sent when the one before it has been answered. */
export class Messages {
  readonly #templates: Template[];
  readonly #numbers: Numbers;
  readonly #operation: Operation;
  readonly #lane: number;
  #transaction = BigInt(Date.now());

  constructor(operation: Operation, numbers: Numbers, lane: number) {
    this.#operation = operation;
    this.#numbers = numbers;
    this.#lane = lane;
    this.#templates = commandsOf(operation).map((command) => new Template(opMsg(command)));
  }

  get count(): number {
    return this.#templates.length;
  }

  /** The message for a step; its bytes hold good until it is asked for again. */
  at(step: number): Buffer {
    const template = this.#templates[step]!;
    if (this.#operation === 'transaction') {
      if (step === 0) this.#transaction += 1n;
      template.inTransaction(this.#transaction);
    }
    const creates = this.#operation === 'create' || step === 2 || step === 3;
    if (creates) return template.of(this.#numbers.fresh());
    return this.#operation === 'read 64 by _id in one $in'
      ? template.ofEach((place) => this.#numbers.existing(place))
      : template.of(this.#numbers.existing(this.#lane));
  }
}

/** Message of kind OP_MSG. */
export function opMsg(command: Document): Buffer {
  const body = serialize({ ...command, $db: command.commitTransaction ? 'admin' : DATABASE });
  const bytes = Buffer.alloc(21 + body.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(1, 4);
  bytes.writeInt32LE(OP_MSG, 12);
  bytes.set(body, 21);
  return bytes;
}

const OP_MSG = 2013;

function commandsOf(operation: Operation): Document[] {
  const find = { find: COLLECTION, limit: 1, singleBatch: true };
  switch (operation) {
    case 'read by _id':
      return [{ ...find, filter: { _id: MARKED_ID } }];
    case 'read by another index':
      return [{ ...find, filter: { slug: MARKED_SLUG } }];
    case 'read 64 by _id in one $in':
      return [{ find: COLLECTION, filter: { _id: { $in: Array(IN_ONE).fill(MARKED_ID) } } }];
    case 'create':
      return [{ insert: COLLECTION, documents: [marked()] }];
    case '$inc':
      return [{ update: COLLECTION, updates: [{ q: { _id: MARKED_ID }, u: { $inc: { likes: 1 } } }] }];
    case 'transaction':
      return transaction();
  }
}

function transaction(): Document[] {
  const within = {
    lsid: { id: new UUID(randomUUID()) },
    txnNumber: Long.fromBigInt(MARKED_TRANSACTION),
    autocommit: false,
  };
  const modify = { findAndModify: COLLECTION, query: { _id: MARKED_ID }, update: { $inc: { likes: 1 } }, new: true };
  const insert = { insert: COLLECTION, documents: [marked()] };
  return [
    { ...modify, ...within, startTransaction: true },
    { ...modify, ...within },
    { ...insert, ...within },
    { ...insert, ...within },
    { commitTransaction: 1, ...within },
  ];
}
