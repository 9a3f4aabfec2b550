import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ClientSession, type Collection, MongoServerError } from 'mongodb';
import { type Change, type ModelTransaction, type Outcome, SnapshotModel } from './snapshot-model.ts';
import { filled, openStore, type TestStore } from './support.ts';

const RUNS = Number(process.env.STORE_PROPERTY_RUNS ?? 25);
const CLIENTS = 3;

type Doc = { _id: number; n: number };
type Step = {
  client: number;
  act: Change['kind'] | 'begin' | 'read' | 'commit' | 'abort' | 'outside';
  _id: number;
  n: number;
};

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const step: fc.Arbitrary<Step> = fc.record({
  client: fc.nat({ max: CLIENTS - 1 }),
  act: fc.constantFrom('begin', 'read', 'insert', 'set', 'set', 'delete', 'commit', 'abort', 'outside'),
  _id: fc.nat({ max: 4 }),
  n: fc.nat({ max: 3 }),
});

/** The store and the model side by side. */
class Both {
  private readonly collection: Collection<Doc>;
  private readonly model = new SnapshotModel();
  private readonly sessions = Array.from({ length: CLIENTS }, () => store.client.startSession());
  private readonly open: (ModelTransaction | undefined)[] = Array(CLIENTS).fill(undefined);

  constructor(collection: Collection<Doc>) {
    this.collection = collection;
  }

  async take({ client, act, _id, n }: Step): Promise<void> {
    const transaction = this.open[client];
    if (act === 'outside')
      return this.outside({ kind: (['insert', 'set', 'delete'] as const)[n % 3] as Change['kind'], _id, n });
    if (!transaction) return this.begin(client);
    if (act === 'begin' || act === 'read') return this.read(transaction, this.sessions[client]);
    if (act === 'commit' || act === 'abort') return this.end(client, act);
    const expected = this.model.write({ kind: act, _id, n }, transaction);
    expect(await this.written({ kind: act, _id, n }, this.sessions[client])).toEqual(expected);
    if ('code' in expected) await this.end(client, 'abort');
  }

  async finish(): Promise<void> {
    for (let client = 0; client < CLIENTS; client++) {
      if (this.open[client]) await this.end(client, client % 2 === 0 ? 'commit' : 'abort');
      await this.sessions[client]?.endSession();
    }
    await this.read();
  }

  private async begin(client: number): Promise<void> {
    const session = this.sessions[client] as ClientSession;
    session.startTransaction();
    this.open[client] = this.model.begin();
    await this.read(this.open[client], session);
  }

  private async end(client: number, how: 'commit' | 'abort'): Promise<void> {
    const session = this.sessions[client] as ClientSession;
    const transaction = this.open[client] as ModelTransaction;
    if (how === 'commit') this.model.commit(transaction);
    else this.model.end(transaction);
    this.open[client] = undefined;
    await (how === 'commit' ? session.commitTransaction() : session.abortTransaction());
    await this.read();
  }

  private async outside(change: Change): Promise<void> {
    if (this.model.waits(change)) return;
    const expected = this.model.write(change);
    expect(await this.written(change)).toEqual(expected);
  }

  private async written({ kind, _id, n }: Change, session?: ClientSession): Promise<Outcome> {
    try {
      if (kind === 'insert') await this.collection.insertOne({ _id, n }, { session });
      if (kind === 'set')
        return { n: (await this.collection.updateOne({ _id }, { $set: { n } }, { session })).matchedCount };
      if (kind === 'delete') return { n: (await this.collection.deleteOne({ _id }, { session })).deletedCount };
      return { n: 1 };
    } catch (error) {
      if (error instanceof MongoServerError) return { code: error.code as number };
      throw error;
    }
  }

  /** By scan, by index, by counting and by grouping: all have to show the same state. */
  private async read(transaction?: ModelTransaction, session?: ClientSession): Promise<void> {
    const rows = this.model.seen(transaction);
    const large = rows.filter(({ n }) => n >= 2);
    expect(await this.collection.find({}, { session, batchSize: 2 }).sort({ _id: 1 }).toArray()).toEqual(rows);
    expect(
      await this.collection
        .find({ n: { $gte: 2 } }, { session })
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual(large);
    expect(await this.collection.countDocuments({}, { session })).toBe(rows.length);
    expect(await this.collection.countDocuments({ n: { $gte: 2 } }, { session })).toBe(large.length);
    const [group] = await this.collection
      .aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }], { session })
      .toArray();
    expect(group?.sum ?? 0).toBe(rows.reduce((sum, { n }) => sum + n, 0));
    expect((await this.collection.distinct('n', {}, { session })).length).toBe(new Set(rows.map(({ n }) => n)).size);
  }
}

test(
  'any interleaving of transactions and single writes is as snapshot isolation has it',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const collection = (await filled(store.db, [])) as unknown as Collection<Doc>;
        await collection.createIndex({ n: 1 });
        const both = new Both(collection);
        for (const one of steps) await both.take(one);
        await both.finish();
        await collection.drop();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  30_000 + RUNS * 2_000,
);
