import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallName, Calls, Question, Reply } from './crowd/calls.ts';
import type { Count } from './crowd/tally.ts';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const PROGRAM = fileURLToPath(new URL(`crowd/worker-main.${extension}`, import.meta.url));

const GOODBYE_MS = 2_000;

type Pending = { resolve: (result: never) => void; reject: (error: Error) => void };

/** A process of its own with a share of the sockets. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #asked = 0;

  /** @param onCount is told every second what was counted in it. */
  constructor(onCount: (count: Count) => void) {
    this.#child = fork(PROGRAM, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child.on('message', (reply: Reply) => {
      if ('count' in reply) onCount(reply.count);
      else this.#settle(reply);
    });
    this.#child.once('exit', (code, signal) => {
      for (const { reject } of this.#pending.values()) reject(new Error(`A worker has ended: ${signal ?? code}.`));
    });
  }

  ask<Name extends CallName>(
    name: Name,
    argument: Parameters<Calls[Name]>[0],
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    return new Promise((resolve, reject) => {
      const question: Question = { id: this.#asked++, name, argument };
      this.#pending.set(question.id, { resolve, reject });
      this.#child.send(question, (error) => error && reject(error));
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), GOODBYE_MS);
    await ended;
    clearTimeout(killing);
  }

  #settle(reply: Exclude<Reply, { count: Count }>): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.error !== undefined) pending?.reject(new Error(reply.error));
    else pending?.resolve(reply.result as never);
  }
}

/** All workers together. */
export class Workers {
  readonly all: Worker[];

  constructor(count: number, onCount: (worker: number, count: Count) => void) {
    this.all = Array.from({ length: count }, (_, index) => new Worker((counted) => onCount(index, counted)));
  }

  /** Asks each the same. */
  ask<Name extends CallName>(
    name: Name,
    argument: Parameters<Calls[Name]>[0],
  ): Promise<Awaited<ReturnType<Calls[Name]>>[]> {
    return Promise.all(this.all.map((worker) => worker.ask(name, argument)));
  }

  async end(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.end()));
  }
}
