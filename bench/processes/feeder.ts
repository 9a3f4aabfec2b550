import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { readConfig } from '../../server/config.ts';
import { openStore } from '../../server/db/mongo.ts';
import { sharedSecret } from '../../server/db/setting.ts';
import { append, onCommitted, write } from '../../server/events/write.ts';
import { createLogger } from '../../server/lib/log.ts';
import { openRedis } from '../../server/lib/redis.ts';
import { adapterOn, Nodes } from '../../server/live/nodes.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { answer } from './answer.ts';

/**
 * What another node is to the one that is measured: it appends to the log and tells of it, and the one that is measured
 * has nothing to do but to bring it to its sockets. Its arguments are the addresses of the store and of Redis.
 */

/** An event, and how many times it is appended in one transaction. */
export type Feeding = { event: LoggedEvent; times: number };

const [storeUri, redisUrl] = process.argv.slice(2) as [string, string];
const log = createLogger('silent');
const ready = open();

answer({
  async feed({ event, times }: Feeding): Promise<void> {
    await ready;
    await repeat(event, times);
  },
});

async function open(): Promise<void> {
  await openStore(readConfig({ MONGODB_URI: storeUri }), log);
  const redis = openRedis(redisUrl, log);
  const nodes = new Nodes(new Server({ adapter: adapterOn(redis, await sharedSecret('community')) }), redis, log);
  onCommitted((events) => nodes.send('committed', events));
  while (!redis.connected) await wait(10);
}

const repeat = ({ stream, type, actor, data }: LoggedEvent, times: number) =>
  write([stream], async () => {
    for (let made = 0; made < times; made += 1) append(stream, type, actor, data);
  });
