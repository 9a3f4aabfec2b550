import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { guard } from './guard.ts';

export type Ending = { code: number | null; signal: NodeJS.Signals | null };

export type Command = {
  /** What it is called in messages. */
  name: string;
  file: string;
  args: string[];
  environment?: NodeJS.ProcessEnv;
  /** The line of its output that says it is ready. */
  ready: RegExp;
  /** What to do where the file is not found. */
  install?: string;
};

/** Something that stops the start and that the person at the terminal can mend: a line for them. */
export class StartFault extends Error {}

const KEPT_OUTPUT = 1_000_000;

/** A program of the cluster, which can be ended, held up and started again, always at the same address. */
export class Program {
  readonly name: string;
  /** Where it is reached. */
  readonly url: string;
  /** The last of what it has written, over all its runs. */
  output = '';
  /** Called with each line it writes. */
  onLine: (line: string) => void = () => {};
  readonly #command: Command;
  #child: ChildProcess | null = null;
  #ended: Promise<Ending> = Promise.resolve({ code: null, signal: null });

  constructor(url: string, command: Command) {
    this.name = command.name;
    this.url = url;
    this.#command = command;
  }

  /** The process, also of a run that has ended; 0 before the first. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Comes back when the present run ends. */
  get ended(): Promise<Ending> {
    return this.#ended;
  }

  /** Starts it, the first time or again. Comes back when it is ready. @throws StartFault when it ends instead. */
  async start(): Promise<void> {
    if (this.running) throw new Error(`${this.name} is running.`);
    const { file, args, environment } = this.#command;
    // A group of its own: Ctrl-C is for the cluster to heed, and whatever the program starts ends with it.
    const child = spawn(file, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      child.once('error', () => resolve({ code: null, signal: null }));
    });
    if (child.pid) this.#ended.then(guard(child.pid));
    await this.#ready(child);
  }

  /** Sends a signal and comes back when it has ended. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.running) return;
    this.signal(signal);
    // What is held up heeds nothing but SIGKILL.
    this.resume();
    await this.#ended;
  }

  /** Holds it up: it keeps its connections and answers nothing. */
  pause(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  /** Sends a signal to it and whatever it has started. */
  signal(signal: NodeJS.Signals): void {
    if (!this.running) return;
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Comes back when it has written so many lines more that match. */
  written(pattern: RegExp, times = 1): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited.push({ pattern, times, resolve });
    });
  }

  #awaited: { pattern: RegExp; times: number; resolve: () => void }[] = [];

  #ready(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const { name, file, ready, install } = this.#command;
      let last = '';
      this.written(ready).then(resolve);
      const hear = (line: string) => {
        last = line;
        this.#hear(line);
      };
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream as Readable }).on('line', hear);
      }
      // Unlike 'exit', 'close' comes when all it has written has been read.
      child.once('close', () => reject(new StartFault(`${name} does not start: ${last || 'it ended at once'}`)));
      child.once('error', (error: NodeJS.ErrnoException) => {
        const missing = error.code === 'ENOENT' && install !== undefined;
        reject(new StartFault(missing ? `${file} is not installed. ${install}` : `${name}: ${error.message}`));
      });
    });
  }

  #hear(line: string): void {
    this.output = `${this.output}${line}\n`.slice(-KEPT_OUTPUT);
    this.onLine(line);
    for (const awaited of this.#awaited.filter(({ pattern }) => pattern.test(line))) {
      awaited.times -= 1;
      if (awaited.times === 0) awaited.resolve();
    }
    this.#awaited = this.#awaited.filter(({ times }) => times > 0);
  }
}
