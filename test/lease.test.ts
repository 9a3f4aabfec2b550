import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { alone, giveBackLease, takeLease } from '../server/db/lease.ts';
import type { Store } from '../server/db/mongo.ts';
import { openFreshStore } from './support/store.ts';

let store: Store;
beforeAll(async () => {
  store = await openFreshStore();
});
afterAll(() => store?.close());

const HOUR_MS = 3_600_000;

const leases = () => mongoose.connection.collection<{ _id: string; holder: string; until: Date }>('leases');

/** Gives a lease to another process, until so many milliseconds from now. */
async function giveToAnother(name: string, ms: number): Promise<void> {
  const held = { holder: 'another process', until: new Date(Date.now() + ms) };
  await leases().updateOne({ _id: name }, { $set: held }, { upsert: true });
}

const holderOf = async (name: string) => (await leases().findOne({ _id: name }))?.holder ?? null;

test('a lease nobody has is taken, and can be made to last longer', async () => {
  expect(await takeLease('free', HOUR_MS)).toBe(true);
  expect(await takeLease('free', HOUR_MS)).toBe(true);
});

test('another process’s lease is not taken while it lasts, and is once it is over', async () => {
  await giveToAnother('held', HOUR_MS);
  expect(await takeLease('held', HOUR_MS)).toBe(false);
  await giveToAnother('held', -1);
  expect(await takeLease('held', HOUR_MS)).toBe(true);
});

test('only one’s own lease can be given back', async () => {
  await giveToAnother('foreign', HOUR_MS);
  await giveBackLease('foreign');
  expect(await takeLease('foreign', HOUR_MS)).toBe(false);
});

test('of many that take a new lease at once none fails', async () => {
  const takes = Array.from({ length: 20 }, () => takeLease('contended', HOUR_MS));
  expect(await Promise.all(takes)).toContain(true);
});

test('what is done alone waits until another process has done, and gives the lease back', async () => {
  await giveToAnother('in turn', HOUR_MS);
  let begun = false;
  const work = alone('in turn', async () => {
    begun = true;
    return 'done';
  });
  expect(await takeLease('in turn', HOUR_MS)).toBe(false);
  expect(begun).toBe(false);
  await giveToAnother('in turn', -1);
  expect(await work).toBe('done');
  expect(await holderOf('in turn')).toBeNull();
});

test('work that fails gives the lease back, too', async () => {
  const failing = alone('failing', () => Promise.reject(new Error('on purpose')));
  await expect(failing).rejects.toThrow('on purpose');
  expect(await holderOf('failing')).toBeNull();
});
