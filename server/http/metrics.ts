import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { writesCommitted, writesWaiting } from '../events/write.ts';
import type { Redis } from '../lib/redis.ts';
import type { LiveCounts } from '../live/server.ts';

export type Metrics = {
  /** Times every request. */
  observe: RequestHandler;
  /** How many were answered since the start. */
  requests: () => number;
  /** The text Prometheus reads. */
  read: () => Promise<{ type: string; text: string }>;
};

export function createMetrics(live: () => LiveCounts, redis: Redis | null): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const seconds = new Histogram({
    name: 'guildhall_http_seconds',
    help: 'How long requests take, by method, row of the API and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  gauge(registers, 'guildhall_sockets', 'Sockets connected', () => live().sockets);
  gauge(registers, 'guildhall_streams', 'Streams this node follows', () => live().streams);
  counter(registers, 'guildhall_deliveries_total', 'Events sent to sockets', () => live().delivered);
  counter(registers, 'guildhall_events_read_total', 'Events no hint brought: read from the log', () => live().read);
  gauge(registers, 'guildhall_waiting_bytes', 'What waits to be taken by sockets', () => live().waiting);
  counter(registers, 'guildhall_slow_consumers_total', 'Sockets cut because they did not keep up', () => live().slow);
  counter(registers, 'guildhall_writes_total', 'Writes committed', writesCommitted);
  gauge(registers, 'guildhall_writes_waiting', 'Writes that wait for others to the same stream', writesWaiting);
  if (redis) gauge(registers, 'guildhall_redis_up', 'Whether Redis is connected', () => Number(redis.connected));
  let requests = 0;
  return {
    observe(request, response, next) {
      const end = seconds.startTimer({ method: request.method });
      response.on('finish', () => {
        requests += 1;
        end({ route: routeOf(request), status: response.statusCode });
      });
      next();
    },
    requests: () => requests,
    read: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}

/** Numbers about the inside are for this machine, or for whoever has the token. */
export function mayReadMetrics(request: Request, token: string | undefined): boolean {
  // What a proxy on this machine forwards is not from this machine.
  const forwarded = request.headers['x-forwarded-for'] !== undefined;
  if (token === undefined) return !forwarded && /^(::ffff:)?127\.|^::1$/.test(request.ip ?? '');
  const given = Buffer.from(request.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function gauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}

/** @param read how often since the start. */
function counter(registers: Registry[], name: string, help: string, read: () => number): void {
  let told = 0;
  new Counter({
    name,
    help,
    registers,
    collect() {
      const now = read();
      this.inc(now - told);
      told = now;
    },
  });
}

// The row's pattern, not the address: labels must not grow with the number of topics.
const routeOf = (request: Request): string => (request.route as { path?: string } | undefined)?.path ?? 'other';
