import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Limits, limitArguments } from './limits.ts';
import { ending, Patience } from './patience.ts';

export type EmbeddedOptions = {
  /** The directory the data lies in; it is made if need be. */
  data: string;
  /** Where to listen: a socket path (`store.sock` in the data directory if left out), or a port. */
  socket?: string;
  port?: number;
  /** Bounds other than the usual ones. */
  limits?: Partial<Limits>;
  /** Lines the store writes to its error output: JSON where it logs, plain text where it fails. */
  onLog?: (line: string) => void;
};

export type ExitListener = (reason: string, again: boolean) => void;

export type Embedded = {
  uri: string;
  /** Ends the store after all it has taken on is done and on disk. */
  stop(): Promise<void>;
  /**
   * Called each time the store ends without having been asked to, or can't be started again. It is started again a little
   * later, unless it has failed too often for that to help: then `again` is false, and this was the last call.
   */
  onExit(listener: ExitListener): void;
};

/** Starts the store as a process of its own and keeps it running until `stop`. Rejects if it can't be started at first. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const supervisor = new Supervisor(options);
  const uri = await supervisor.start();
  return { uri, stop: () => supervisor.stop(), onExit: (listener) => supervisor.listeners.push(listener) };
}

class Supervisor {
  readonly listeners: ExitListener[] = [];
  private readonly options: EmbeddedOptions;
  private child: ChildProcess | undefined;
  private stopping = false;
  private readonly patience = new Patience();
  private timer: NodeJS.Timeout | undefined;
  private port: number | undefined;

  constructor(options: EmbeddedOptions) {
    this.options = options;
    this.port = options.port;
  }

  async start(): Promise<string> {
    const startedAt = Date.now();
    const child = spawn(process.execPath, this.arguments(), { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    let lastLine = '';
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line === '') return;
      lastLine = line;
      this.options.onLog?.(line);
    });
    const uri = await listening(child, () => lastLine);
    this.keepPort(uri);
    child.once('close', (code, signal) => this.exited(ending(code, signal, lastLine), signal, startedAt));
    return uri;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  private exited(reason: string, signal: NodeJS.Signals | null, startedAt: number): void {
    if (this.stopping) return;
    this.startLater(reason, this.patience.afterEnd(signal, Date.now() - startedAt));
  }

  private startLater(reason: string, delay: number | undefined): void {
    if (delay !== undefined) this.timer = setTimeout(() => this.startAgain(), delay);
    for (const listener of this.listeners) listener(reason, delay !== undefined);
  }

  private startAgain(): void {
    this.start().catch((error: Error) => {
      if (!this.stopping) this.startLater(error.message, this.patience.afterFailure());
    });
  }

  private arguments(): string[] {
    const { data, socket, limits = {} } = this.options;
    const address =
      this.port === undefined ? ['--socket', socket ?? join(data, 'store.sock')] : ['--port', String(this.port)];
    return [...loader(), mainFile(), '--data', data, ...address, '--with-parent', ...limitArguments(limits)];
  }

  /** A port chosen by the system has to stay the same, or clients would not find the store again. */
  private keepPort(uri: string): void {
    if (this.port === 0) this.port = Number(new URL(uri.replace('mongodb:', 'http:')).port);
  }
}

const extension = fileURLToPath(import.meta.url).endsWith('.ts') ? '.ts' : '.js';

function mainFile(): string {
  return fileURLToPath(new URL(`./main${extension}`, import.meta.url));
}

/** TypeScript needs its loader, whatever way this process itself came by one. */
function loader(): string[] {
  if (extension === '.js') return [];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

function listening(child: ChildProcess, lastLine: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => reject(new Error(ending(code, signal, lastLine()))));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) =>
      resolve(JSON.parse(line).listening),
    );
  });
}
