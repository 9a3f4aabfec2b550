import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { cpuMsOf, pinned } from './machine.ts';

/** Bytes Redis has taken in and given out. */
export type Traffic = { in: number; out: number };

/** A Redis of the benchmark's own, which keeps nothing on disk. Debian's `redis-server` must be installed. */
export class Redis {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #client: ReturnType<typeof createClient>;
  readonly #directory: string;

  private constructor(directory: string, process: ChildProcess, url: string) {
    this.#directory = directory;
    this.#process = process;
    this.url = url;
    this.#client = createClient({ url });
    this.#client.on('error', () => {});
  }

  static async start(): Promise<Redis> {
    const directory = mkdtempSync(join(tmpdir(), 'guildhall-bench-redis-'));
    const socket = join(directory, 'redis.sock');
    const line = ['redis-server', '--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no'];
    const [command, ...rest] = pinned('other core', line);
    const child = spawn(command!, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    process.once('exit', () => child.kill());
    await once(child.stdout!, 'data');
    const redis = new Redis(directory, child, `unix://${socket}`);
    await redis.#client.connect();
    return redis;
  }

  async traffic(): Promise<Traffic> {
    const info = await this.#client.info('stats');
    const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
    return { in: figure('total_net_input_bytes'), out: figure('total_net_output_bytes') };
  }

  cpuMs(): number {
    return cpuMsOf(this.#process.pid!);
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    this.#process.kill();
    await once(this.#process, 'exit');
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
