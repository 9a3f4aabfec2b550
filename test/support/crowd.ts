import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SignedIn } from '../../bench/people.ts';
import type { Question, Reply } from '../../bench/processes/answer.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Opening, Report } from './crowd-process.ts';

const PROGRAM = fileURLToPath(new URL('crowd-process.ts', import.meta.url));

type Pending = { resolve: (result: unknown) => void; reject: (error: Error) => void };

/** Followers in a process of their own, on bare websockets. */
export class Crowd {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #count = 0;

  constructor() {
    this.#child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (reply: Reply) => this.#settle(reply));
    this.#child.once('exit', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('The crowd has ended.'));
    });
  }

  open = (url: string, members: SignedIn[], from: Map<string, number>): Promise<void> =>
    this.#ask('open', { url, members: members.map(({ id, sessionId }) => ({ id, sessionId })), from: [...from] });

  reach = (heads: Map<string, number>): Promise<void> => this.#ask('reach', [...heads]);
  connections = (): Promise<number> => this.#ask('connections');
  connected = (): Promise<number> => this.#ask('connected');
  resets = (): Promise<number> => this.#ask('resets');
  judge = (logs: Map<string, LoggedEvent[]>): Promise<Report> => this.#ask('judge', [...logs]);

  /** Holds the process up: its connections stay, and nobody is there. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  #ask<Result>(name: string, argument: Opening | unknown = null): Promise<Result> {
    return new Promise((resolve, reject) => {
      const question: Question = { id: this.#count++, name, argument };
      this.#pending.set(question.id, { resolve: resolve as Pending['resolve'], reject });
      this.#child.send(question);
    });
  }

  #settle({ id, result, error }: Reply): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(error));
    else pending?.resolve(result);
  }
}
