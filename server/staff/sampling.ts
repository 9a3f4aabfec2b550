import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { writesCommitted } from '../events/write.ts';
import { every } from '../lib/every.ts';
import type { Logger } from '../lib/log.ts';
import type { Redis } from '../lib/redis.ts';
import { dropNode, keepSample, SAMPLE_SECONDS, type SampleRecord } from './node.ts';

/** What a node counts: what there is now, and how often something was since the start. */
export type NodeCounts = { sockets: number; rooms: number; requests: number; deliveries: number };

/** What tells how late the event loop is looks so often, in milliseconds; what it measures includes that. */
const RESOLUTION_MS = 20;

/**
 * Says every few seconds what this node is like, for the overview. The loop's delay is measured outside of JavaScript, the rest are
 * differences of numbers that are counted anyway; no request waits for any of it.
 * @param count only reads numbers. @returns stops it, and says that the node has gone.
 */
export function startSampling(count: () => NodeCounts, redis: Redis | null, log: Logger): () => Promise<void> {
  const node = {
    _id: `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`,
    version,
    startedAt: new Date(),
  };
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = numbers(count());
  const sample = async () => {
    const now = numbers(count());
    const lag = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
    delay.reset();
    const taken = between(before, now, lag);
    before = now;
    await keepSample({ ...node, redis: redis ? redis.connected : null }, taken);
  };
  sample().catch((error) => log.warn({ err: error }, 'the first sample of this node was not kept'));
  const stop = every(SAMPLE_SECONDS * 1_000, 'a sample of this node', sample, log);
  return async () => {
    delay.disable();
    await stop();
    await dropNode(node._id).catch((error) =>
      log.warn({ err: error }, 'the overview was not told that this node ends'),
    );
  };
}

type Numbers = NodeCounts & { at: number; writes: number };

const numbers = (counts: NodeCounts): Numbers => ({ ...counts, at: performance.now(), writes: writesCommitted() });

function between(before: Numbers, now: Numbers, lag: number): SampleRecord {
  const seconds = Math.max(0.001, (now.at - before.at) / 1_000);
  const rate = (of: 'requests' | 'writes' | 'deliveries') => tenths((now[of] - before[of]) / seconds);
  return {
    at: new Date(),
    sockets: now.sockets,
    rooms: now.rooms,
    requests: rate('requests'),
    writes: rate('writes'),
    deliveries: rate('deliveries'),
    lag: tenths(lag),
    memory: process.memoryUsage.rss(),
  };
}

const tenths = (value: number): number => (Number.isFinite(value) ? Math.round(value * 10) / 10 : 0);

/** As the package says it: it lies two folders up, or three where this was built. */
const version = versionFrom(['../../package.json', '../../../package.json']);

function versionFrom(places: string[]): string {
  for (const place of places) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return 'unknown';
}
