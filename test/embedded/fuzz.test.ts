import { rm } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { type Collection, MongoClient } from 'mongodb';
import { verifyDirectory } from '../../embedded/tools/verify.ts';
import { Attacker } from './fuzz-attacker.ts';
import { Random } from './random.ts';
import { type OwnStore, ownStore } from './support.ts';

const SECONDS = Number(process.env.STORE_FUZZ_SECONDS ?? 12);
/** The same unless told otherwise, so that a failure has to do with what was changed; `random` looks for new ones. */
const SEED = Number(
  process.env.STORE_FUZZ_SEED === 'random' ? Date.now() % 2 ** 31 : (process.env.STORE_FUZZ_SEED ?? 1),
);
const ATTACKERS = 4;
/** What the store may take while it is attacked, in MB. */
const MOST_MEMORY = 1536;

type Doc = { _id: number; n: number; tag: string };

/** Someone who works on documents of their own meanwhile, and knows what has to be in them. */
class Bystander {
  private readonly known = new Map<number, Doc>();
  private readonly collection: Collection<Doc>;
  private readonly random = new Random(SEED);
  rounds = 0;

  constructor(collection: Collection<Doc>) {
    this.collection = collection;
  }

  async round(): Promise<void> {
    const _id = this.random.below(200);
    await this.change(_id);
    expect(await this.collection.findOne({ _id })).toEqual(this.known.get(_id) ?? null);
    const tag = `t${_id % 5}`;
    const tagged = [...this.known.values()].filter((one) => one.tag === tag).map((one) => one._id);
    const found = await this.collection.find({ tag }).toArray();
    expect(found.map((one) => one._id).sort()).toEqual(tagged.sort());
    this.rounds++;
  }

  private async change(_id: number): Promise<void> {
    const before = this.known.get(_id);
    if (!before) {
      const doc = { _id, n: 0, tag: `t${this.random.below(5)}` };
      await this.collection.insertOne(doc);
      this.known.set(_id, doc);
    } else if (this.random.chance(0.3)) {
      expect(await this.collection.deleteOne({ _id })).toMatchObject({ deletedCount: 1 });
      this.known.delete(_id);
    } else {
      const doc = { ...before, n: before.n + 1, tag: `t${this.random.below(5)}` };
      expect(await this.collection.updateOne({ _id }, { $inc: { n: 1 }, $set: { tag: doc.tag } })).toMatchObject({
        matchedCount: 1,
      });
      this.known.set(_id, doc);
    }
  }
}

async function attacked(
  store: OwnStore,
  client: MongoClient,
): Promise<{ attackers: Attacker[]; memory: number; rounds: number }> {
  const end = Date.now() + SECONDS * 1000;
  const attackers = Array.from({ length: ATTACKERS }, (_, i) => new Attacker(store.uri, new Random(SEED + i + 1)));
  const bystander = new Bystander(client.db('bystander').collection<Doc>('own'));
  await client.db('bystander').collection('own').createIndex({ tag: 1 });
  let memory = 0;
  const watching = async () => {
    while (Date.now() < end) {
      await bystander.round();
      const status = await client.db('admin').command({ serverStatus: 1 });
      memory = Math.max(memory, status.mem.resident);
    }
  };
  await Promise.all([watching(), ...attackers.map((one) => one.attack(end))]);
  return { attackers, memory, rounds: bystander.rounds };
}

test(
  `a store under attack stays itself (STORE_FUZZ_SEED=${SEED})`,
  async () => {
    const store = await ownStore({ limits: { transactionSeconds: 1, cursors: 200 } });
    const ends: string[] = [];
    store.onExit((reason) => ends.push(reason));
    const client = await new MongoClient(store.uri).connect();
    try {
      const { pid } = await client.db('admin').command({ serverStatus: 1 });
      const { attackers, memory, rounds } = await attacked(store, client);
      expect(ends).toEqual([]);
      expect((await client.db('admin').command({ serverStatus: 1 })).pid).toBe(pid);
      expect([...new Set(attackers.flatMap((one) => one.bugs))]).toEqual([]);
      expect(attackers.every((one) => one.answers > 0)).toBe(true);
      expect(rounds).toBeGreaterThan(0);
      expect(memory).toBeLessThan(MOST_MEMORY);
      await client.close();
      await store.stop();
      expect(verifyDirectory(store.data)).toMatchObject({ sound: true, problems: [] });
    } finally {
      await client.close();
      await store.stop();
      await rm(store.data, { recursive: true, force: true });
    }
  },
  (SECONDS + 60) * 1000,
);
