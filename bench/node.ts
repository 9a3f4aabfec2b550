import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.ts';
import { childOf, cpuMsOf, move, type Place } from './machine.ts';
import type { Options } from './options.ts';

/** CPU time used so far, in milliseconds: by the node's process and by its store's. */
export type CpuMs = { node: number; store: number };

/** The key the benchmark signs its people's access tokens with. */
export const SECRET = 'a key for benchmarks and nothing else';

/** What may differ between nodes. */
export type NodeSettings = {
  /** Of Redis, for a node with others beside it. */
  redisUrl?: string;
  /** A node whose store this one shares; without one it has an embedded store and data of its own. */
  beside?: GuildhallNode;
  place?: Place;
};

/** A Guildhall as `npm start` runs it but for its settings. */
export class GuildhallNode {
  readonly url: string;
  readonly storeUri: string;
  readonly #child: Child;
  readonly #store: number | null;
  readonly #remove: () => void;

  private constructor(url: string, storeUri: string, child: Child, remove: () => void) {
    this.url = url;
    this.storeUri = storeUri;
    this.#child = child;
    this.#remove = remove;
    this.#store = childOf(child.process.pid!);
    // The store comes up on the server's core.
    if (this.#store) move(this.#store, 'other core');
  }

  static async start(
    { profile }: Options,
    { redisUrl = '', beside, place }: NodeSettings = {},
  ): Promise<GuildhallNode> {
    const data = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
    const remove = () => rmSync(data, { recursive: true, force: true });
    process.once('exit', remove);
    const flags = ['--expose-gc', ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])];
    const environment = { ...settings(data), REDIS_URL: redisUrl, MONGODB_URI: beside?.storeUri ?? '' };
    const child = new Child('server/main.ts', { place: place ?? 'server core', flags, environment });
    const storeUri =
      beside?.storeUri ?? `mongodb://${encodeURIComponent(join(data, 'store.sock'))}/guildhall?directConnection=true`;
    return new GuildhallNode(await address(child), storeUri, child, remove);
  }

  async cpuMs(): Promise<CpuMs> {
    return { node: await this.ask<number>('cpuMs'), store: this.#store ? cpuMsOf(this.#store) : Number.NaN };
  }

  ask<Result>(name: string): Promise<Result> {
    return this.#child.ask(name);
  }

  async stop(): Promise<void> {
    await this.#child.stop();
    this.#remove();
  }
}

/** What was used from one moment to another. */
export const used = (from: CpuMs, to: CpuMs): CpuMs => ({ node: to.node - from.node, store: to.store - from.store });

// What is empty counts as not set, and keeps a .env file from setting it.
const settings = (data: string) => ({
  PORT: '0',
  GUILDHALL_DATA: data,
  JWT_SECRET: SECRET,
  DEMO: 'false',
  LADDER: 'default',
  LOG_LEVEL: 'silent',
  LIMIT_FACTOR: '1000000',
});

async function address({ process: { stdout } }: Child): Promise<string> {
  for (let out = ''; ; ) {
    const [data] = await once(stdout!, 'data');
    out += data;
    const port = /open at http:\S+:(\d+)/.exec(out)?.[1];
    if (port) return `http://127.0.0.1:${port}`;
  }
}
