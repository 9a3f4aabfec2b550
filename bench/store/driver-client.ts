import { type ClientSession, type Collection, MongoClient } from 'mongodb';
import { COLLECTION, DATABASE, type Item, idOf, item, slugOf } from './documents.ts';
import { IN_ONE, LANES, type Numbers, type Work, weightOf } from './operations.ts';

/** The official driver, used as an application uses it: with sessions, retryable writes and a pool of connections. */
export class DriverClient {
  readonly #client: MongoClient;
  readonly #numbers: Numbers;
  readonly #items: Collection<Item>;
  readonly #sessions: ClientSession[];

  private constructor(client: MongoClient, numbers: Numbers) {
    this.#client = client;
    this.#numbers = numbers;
    this.#items = client.db(DATABASE).collection<Item>(COLLECTION);
    this.#sessions = Array.from({ length: LANES }, () => client.startSession());
  }

  static async open(uri: string, numbers: Numbers): Promise<DriverClient> {
    return new DriverClient(await new MongoClient(uri, { maxPoolSize: LANES }).connect(), numbers);
  }

  async drive({ operation, atOnce, ms }: Work): Promise<{ done: number; ms: number }> {
    const from = performance.now();
    let done = 0;
    const lane = async (number: number) => {
      while (performance.now() - from < ms) {
        await this.#do(operation, number);
        done += weightOf(operation);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
    return { done, ms: performance.now() - from };
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #do(operation: Work['operation'], lane: number): Promise<unknown> {
    const existing = () => this.#numbers.existing(lane);
    switch (operation) {
      case 'read by _id':
        return this.#items.findOne({ _id: idOf(existing()) });
      case 'read by another index':
        return this.#items.findOne({ slug: slugOf(existing()) });
      case 'read 64 by _id in one $in':
        return this.#items
          .find({ _id: { $in: Array.from({ length: IN_ONE }, (_, place) => idOf(this.#numbers.existing(place))) } })
          .toArray();
      case 'create':
        return this.#items.insertOne(item(this.#numbers.fresh()));
      case '$inc':
        return this.#items.updateOne({ _id: idOf(existing()) }, { $inc: { likes: 1 } });
      case 'transaction':
        return this.#transaction(this.#sessions[lane]!, existing);
    }
  }

  #transaction(session: ClientSession, existing: () => number): Promise<unknown> {
    return session.withTransaction(async () => {
      const options = { session, returnDocument: 'after' } as const;
      await this.#items.findOneAndUpdate({ _id: idOf(existing()) }, { $inc: { likes: 1 } }, options);
      await this.#items.findOneAndUpdate({ _id: idOf(existing()) }, { $inc: { likes: 1 } }, options);
      await this.#items.insertOne(item(this.#numbers.fresh()), { session });
      await this.#items.insertOne(item(this.#numbers.fresh()), { session });
    });
  }
}
