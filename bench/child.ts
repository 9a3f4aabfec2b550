import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { compiled } from './build.ts';
import { type Place, pinned } from './machine.ts';
import type { Question, Reply } from './processes/answer.ts';

export type ChildOptions = {
  place: Place;
  /** Node's own. */
  flags?: string[];
  /** The program's. */
  args?: string[];
  environment?: Record<string, string>;
};

type Pending = { resolve: (result: unknown) => void; reject: (error: Error) => void };

const PATIENCE_MS = 10_000;

/** A process of the benchmark, that can be asked things: what its program answers, and what the probe does. */
export class Child {
  readonly process: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #count = 0;

  /** @param source a program, from the root of the repository. */
  constructor(source: string, { place, flags = [], args = [], environment = {} }: ChildOptions) {
    const probe = pathToFileURL(compiled('bench/processes/probe.ts')).href;
    const line = [process.execPath, ...flags, '--import', probe, compiled(source), ...args];
    const [command, ...rest] = pinned(place, line);
    const { PATH, HOME } = process.env;
    this.process = spawn(command!, rest, {
      env: { PATH, HOME, ...environment },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.process.on('message', (reply: Reply) => this.#settle(reply));
    this.process.once('exit', (code) => {
      for (const { reject } of this.#pending.values()) reject(new Error(`${source} ended with ${code}`));
    });
  }

  ask<Result>(name: string, argument: unknown = null): Promise<Result> {
    return new Promise((resolve, reject) => {
      const question: Question = { id: this.#count++, name, argument };
      this.#pending.set(question.id, { resolve: resolve as Pending['resolve'], reject });
      this.process.send(question);
    });
  }

  /** Ends it, if need be by force. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const timer = setTimeout(() => this.process.kill('SIGKILL'), PATIENCE_MS);
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
    clearTimeout(timer);
  }

  #settle({ id, result, error }: Reply): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(error));
    else pending?.resolve(result);
  }
}
