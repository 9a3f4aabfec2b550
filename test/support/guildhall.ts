import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { type Guildhall, startGuildhall } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/lib/log.ts';

/** A node on a free port with a database of its own, which goes when it closes. */
export async function openGuildhall(changes: Partial<Config> = {}): Promise<Guildhall> {
  const config = {
    ...readConfig({}),
    mongodbUri: freshDatabase(),
    port: 0,
    demo: false,
    limitFactor: 1_000,
    ...changes,
  };
  const guildhall = await startGuildhall(config, createLogger(process.env.TEST_LOG ?? 'silent'));
  return {
    ...guildhall,
    async close() {
      await guildhall.close();
      const left = await mongoose.createConnection(config.mongodbUri).asPromise();
      await left.dropDatabase();
      await left.close();
    },
  };
}

/** The address of a database on the run's store that no other test uses. */
export function freshDatabase(): string {
  const [, server, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(process.env.TEST_STORE_URI!)!;
  return `${server}/test_${randomUUID().slice(0, 13).replaceAll('-', '')}${options}`;
}
