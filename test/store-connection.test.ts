import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose, { model, Schema } from 'mongoose';
import type { Store } from '../server/db/mongo.ts';
import { asAppError } from '../server/lib/errors.ts';
import { openFreshStore } from './support/store.ts';

const Thing = model('Thing', new Schema({ _id: String, n: Number }, { versionKey: false }), 'things');

let store: Store;
beforeAll(async () => {
  store = await openFreshStore();
});
afterAll(() => store?.close());

/** The sockets that lie ready in the driver's pools, which it gives no public way to reach. */
function idleSockets(): Socket[] {
  const { topology } = mongoose.connection.getClient() as unknown as {
    topology: { s: { servers: Map<string, { pool: { connections: Iterable<{ socket: Socket }> } }> } };
  };
  return [...topology.s.servers.values()].flatMap(({ pool }) => [...pool.connections].map(({ socket }) => socket));
}

test('an operation that meets a connection in the moment it breaks is not left waiting', async () => {
  await Thing.create({ _id: 'one', n: 1 });
  for (let round = 0; round < 5; round += 1) {
    const sockets = idleSockets();
    expect(sockets.length).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    // Once a connection is known to be lost the driver tries again by itself.
    expect((await Thing.findById('one').lean())?.n).toBe(1);
  }
});

test('a transaction that meets one begins again', async () => {
  await Thing.create({ _id: 'two', n: 0 });
  let attempts = 0;
  await mongoose.connection.transaction(async () => {
    attempts += 1;
    await Thing.updateOne({ _id: 'two' }, { $inc: { n: 1 } });
    if (attempts === 1) for (const socket of idleSockets()) socket.destroy();
    await Thing.updateOne({ _id: 'two' }, { $inc: { n: 1 } });
  });
  expect(attempts).toBe(2);
  expect((await Thing.findById('two').lean())?.n).toBe(2);
});

test('one that breaks while documents are written means that the store is away', async () => {
  const session = await mongoose.startSession();
  session.startTransaction();
  await Thing.create([{ _id: 'three', n: 3 }], { session });
  for (const socket of idleSockets()) socket.destroy();
  const error = await Thing.insertMany([{ _id: 'four', n: 4 }], { session }).catch((error) => error);
  expect(error.name).toBe('MongoBulkWriteError');
  expect(asAppError(error).code).toBe('busy');
  await session.endSession();
});
