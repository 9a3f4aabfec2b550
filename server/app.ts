import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { establishStaff } from './accounts/first-staff.ts';
import { createTokens } from './accounts/tokens.ts';
import type { Config } from './config.ts';
import { openStore } from './db/mongo.ts';
import { sharedSecret } from './db/setting.ts';
import { createMetrics } from './http/metrics.ts';
import type { Caller } from './http/route.ts';
import { createHttp } from './http/server.ts';
import { StartError } from './lib/errors.ts';
import { every } from './lib/every.ts';
import { createLimits } from './lib/limits.ts';
import type { Logger } from './lib/log.ts';
import { type Live, startLive } from './live/server.ts';
import { evaluateDue, noteVisit } from './ranks/actions.ts';
import { establishLadder } from './ranks/ladder.ts';
import { seedDemo } from './seed.ts';

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

const DUE_MS = 60_000;

/** Puts a node together and starts it. @throws StartError with what to mend. */
export async function startGuildhall(config: Config, log: Logger): Promise<Guildhall> {
  const store = await openStore(config, log);
  try {
    await establishLadder(config.ladder);
    const staff = await establishStaff();
    const demo = config.demo ? await seedDemo() : null;
    const tokens = createTokens(config.jwtSecret ?? (await sharedSecret('access-token-key')));
    let live: Live | undefined;
    const metrics = createMetrics(() => live?.counts() ?? { sockets: 0, streams: 0, delivered: 0 });
    const limits = createLimits(config.limitFactor);
    const http = createHttp({ ...config, tokens, limits, metrics, log, onVisit: visits(log) });
    live = startLive(http, { tokens, limits, log, backlog: config.backlog });
    await evaluateDue(log);
    const stopDue = every(DUE_MS, 'evaluating the ranks that are due', () => evaluateDue(log), log);
    const url = await listen(http, config);
    const close = async () => {
      await stopDue();
      // Socket.IO closes the HTTP server with itself: it takes no new requests and waits for those it has.
      await live.close('draining');
      await store.close();
    };
    return { url, news: { staff, demo }, close };
  } catch (error) {
    await store.close();
    throw error;
  }
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

/** Counts a member's first request of each day as a visit. */
function visits(log: Logger): (caller: Caller) => void {
  let day = '';
  const seen = new Set<string>();
  return ({ viewer }) => {
    const today = new Date().toISOString().slice(0, 10);
    if (today !== day) seen.clear();
    day = today;
    const id = viewer._id.toString();
    if (seen.has(id)) return;
    seen.add(id);
    noteVisit(viewer._id).catch((error) => {
      seen.delete(id);
      log.error({ err: error }, 'a visit was not counted');
    });
  };
}
