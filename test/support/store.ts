import mongoose from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { openStore, type Store } from '../../server/db/mongo.ts';
import { createLogger } from '../../server/lib/log.ts';
import { freshDatabase } from './guildhall.ts';

/** The store without a node, on a database of its own, which goes when it closes. */
export async function openFreshStore(): Promise<Store> {
  const store = await openStore({ ...readConfig({}), mongodbUri: freshDatabase() }, createLogger('silent'));
  return {
    async close() {
      await mongoose.connection.dropDatabase();
      await store.close();
    },
  };
}
