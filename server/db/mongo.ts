import mongoose from 'mongoose';
import './broken-socket.ts';
import { type Embedded, startEmbedded } from '../../embedded/supervise.ts';
import type { Config } from '../config.ts';
import { StartError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';

/** An open connection to the one store, wherever it runs. */
export type Store = { close(): Promise<void> };

/**
 * Connects Mongoose: to `MONGODB_URI`, or to the embedded store, which it starts.
 * Comes back when every collection and index is there.
 * @throws StartError when the store cannot be reached, or cannot do transactions.
 */
export async function openStore(config: Config, log: Logger): Promise<Store> {
  const embedded = config.mongodbUri ? null : await startOwn(config.data, log);
  const close = async () => {
    await mongoose.disconnect();
    await embedded?.stop();
  };
  try {
    await connect(config.mongodbUri ?? embedded!.uri, embedded ? 'guildhall' : undefined);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

async function startOwn(data: string, log: Logger): Promise<Embedded> {
  try {
    const embedded = await startEmbedded({
      data,
      onLog: (line) => log.warn({ store: line }, 'from the embedded store'),
    });
    embedded.onExit((reason, again) =>
      log.error(
        { reason },
        again ? 'the embedded store ended; it is started again' : 'the embedded store is not started again',
      ),
    );
    return embedded;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

const PATIENCE_MS = 2_000;

/** True while the store answers. */
export async function storeAnswers(): Promise<boolean> {
  try {
    // With `timeoutMS` the driver goes on waiting for a store that is there and says nothing.
    await mongoose.connection.db!.command({ ping: 1 }, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}

// Every model operation inside a transaction belongs to it without being handed the session.
mongoose.set('transactionAsyncLocalStorage', true);
// A filter with a field the schema does not know is a bug; without this the field would be dropped and match everything.
mongoose.set('strictQuery', 'throw');

/** @param dbName where the address names no database. */
async function connect(uri: string, dbName?: string): Promise<void> {
  try {
    await mongoose.connect(uri, {
      dbName,
      serverSelectionTimeoutMS: 5_000,
      writeConcern: { w: 'majority' },
      // What only a primary has may be rolled back when it falls: an event told from it would never have happened.
      readConcern: { level: 'majority' },
      maxPoolSize: 50,
    });
  } catch (error) {
    throw new StartError(`Cannot reach the store at ${withoutPassword(uri)}: ${(error as Error).message}`);
  }
  const hello = await mongoose.connection.db!.admin().command({ hello: 1 });
  if (!hello.setName && hello.msg !== 'isdbgrid') {
    throw new StartError(`The MongoDB at ${withoutPassword(uri)} is not a replica set, which transactions need.`);
  }
  await Promise.all(Object.values(mongoose.models).map((model) => model.init()));
}

const withoutPassword = (uri: string) => uri.replace(/\/\/[^@/]*@/, '//');
