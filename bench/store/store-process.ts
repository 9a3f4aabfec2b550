import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../child.ts';

/** In MiB: what is resident, and what of that is the process's own rather than pages of the data file. */
export type Resident = { all: number; own: number };

/** The store as it is run, on the server's core. */
export class StoreProcess {
  readonly socket: string;
  /** From being spawned to being ready to be connected to. */
  readonly startMs: number;
  readonly #child: Child;

  private constructor(socket: string, child: Child, startMs: number) {
    this.socket = socket;
    this.startMs = startMs;
    this.#child = child;
  }

  static async start(data: string, profile = ''): Promise<StoreProcess> {
    const socket = join(data, 'store.sock');
    const flags = ['--expose-gc', ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])];
    const from = performance.now();
    const child = new Child('embedded/main.ts', {
      place: 'server core',
      flags,
      args: ['--data', data, '--socket', socket],
    });
    await once(child.process.stdout!, 'data');
    return new StoreProcess(socket, child, performance.now() - from);
  }

  get uri(): string {
    return `mongodb://${encodeURIComponent(this.socket)}/?directConnection=true`;
  }

  cpuMs(): Promise<number> {
    return this.#child.ask('cpuMs');
  }

  /** After garbage collection. Linux only, NaN elsewhere. */
  async resident(): Promise<Resident> {
    await this.#child.ask('memory');
    return { all: this.#status('VmRSS'), own: this.#status('RssAnon') };
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  #status(field: string): number {
    try {
      const status = readFileSync(`/proc/${this.#child.process.pid}/status`, 'utf8');
      return Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) / 1_024;
    } catch {
      return Number.NaN;
    }
  }
}
