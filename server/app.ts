import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { completeAccounts } from './accounts/complete-accounts.ts';
import { establishStaff } from './accounts/first-staff.ts';
import { createTokens } from './accounts/tokens.ts';
import type { Config } from './config.ts';
import { alone } from './db/lease.ts';
import { openStore } from './db/mongo.ts';
import { sharedSecret } from './db/setting.ts';
import { completeGroups } from './groups/group.ts';
import { createDrain } from './http/drain.ts';
import { createMetrics } from './http/metrics.ts';
import { createHttp } from './http/server.ts';
import { startJobs, visits } from './jobs.ts';
import { StartError } from './lib/errors.ts';
import { createLimits } from './lib/limits.ts';
import type { Logger } from './lib/log.ts';
import { type Live, type LiveCounts, startLive } from './live/server.ts';
import { startMail } from './mail/start.ts';
import { openBadgeTokens } from './partners/badge-tokens.ts';
import { Visitors } from './partners/visitors.ts';
import { establishAssignedRanks } from './ranks/assigned-rank.ts';
import { establishLadder } from './ranks/ladder.ts';
import { completeStandings } from './ranks/upgrade.ts';
import { seedDemo } from './seed.ts';
import { followSite } from './site/follow.ts';
import { type NodeCounts, startSampling } from './staff/sampling.ts';
import { digestOf } from './subscriptions/digest.ts';
import { completeKudos } from './topics/complete-kudos.ts';

/** A running node. */
export type Guildhall = {
  /** Where it can be opened. */
  url: string;
  /** What was made on this start, to be told once. */
  news: {
    staff: { username: string; password: string } | null;
    demo: { password: string; usernames: string[] } | null;
  };
  /** Ends it in order: no new requests, the running ones finish, clients are told to come back, the store closes. */
  close(): Promise<void>;
};

/** Puts a node together and starts it. @throws StartError with what to mend. */
export async function startGuildhall(config: Config, log: Logger): Promise<Guildhall> {
  const store = await openStore(config, log);
  // Its client is some 600 modules, a third of all there are: a node without Redis starts sooner without them.
  const redis = config.redisUrl ? (await import('./lib/redis.ts')).openRedis(config.redisUrl, log) : null;
  try {
    // Nodes that start at once on an empty store fill it once.
    const news = await alone('start', () => establish(config));
    const tokens = createTokens(config.jwtSecret ?? (await sharedSecret('access-token-key')));
    const community = await sharedSecret('community');
    let url = '';
    const badges = await openBadgeTokens(() => config.publicUrl ?? url);
    let live: Live | undefined;
    const visitors = new Visitors((...asked) => live!.after(...asked));
    const metrics = createMetrics(() => live?.counts() ?? NOTHING_YET, redis);
    const limits = createLimits({ factor: config.limitFactor, redis, community });
    const unfollow = await followSite(limits, log);
    const drain = createDrain();
    const http = createHttp({
      ...config,
      tokens,
      limits,
      badges,
      visitors,
      metrics,
      log,
      onVisit: visits(log),
      redis,
      drain,
    });
    live = startLive(http, { ...config, tokens, limits, log, redis, community });
    const jobs = await startJobs(config.jobMs, log);
    url = await listen(http, config);
    const stopSampling = startSampling(() => counted(live!.counts(), metrics.requests()), redis, log);
    const mail = await startMail({ ...config, publicUrl: config.publicUrl ?? url, digestOf, log });
    const close = once(async () => {
      visitors.drain();
      const drained = drain.begin(http, config.drainSeconds);
      await live.drain();
      await drained;
      await jobs.stop();
      await mail.stop();
      await unfollow();
      await stopSampling();
      await live.close();
      await redis?.close();
      await store.close();
    });
    return { url, news, close };
  } catch (error) {
    await redis?.close();
    await store.close();
    throw error;
  }
}

const NOTHING_YET: LiveCounts = { sockets: 0, streams: 0, delivered: 0, read: 0, waiting: 0, slow: 0 };

const counted = ({ sockets, streams, delivered }: LiveCounts, requests: number): NodeCounts => ({
  sockets,
  rooms: streams,
  requests,
  deliveries: delivered,
});

/** Gives the store what there must be in it. */
async function establish(config: Config): Promise<Guildhall['news']> {
  await establishLadder(config.ladder);
  await establishAssignedRanks();
  await completeAccounts();
  await completeGroups();
  await completeStandings();
  await completeKudos();
  return { staff: await establishStaff(), demo: config.demo ? await seedDemo() : null };
}

async function listen(http: Server, { port, host }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(listenFault(error, port, host))));
    // A storm of returning clients must fit in here until it is their turn.
    http.listen({ port, host, backlog: 4_096 }, resolve);
  });
  const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  return `http://${shown}:${(http.address() as AddressInfo).port}`;
}

function listenFault({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Set PORT to a free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this account. Set PORT to one above 1023.`;
  return `Cannot listen on ${host}:${port}: ${message}`;
}

/** The same work however often it is asked for. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
