import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Guildhall in a process of its own, as `npm start` runs it: the built one. */
export class GuildhallProcess {
  readonly child: ChildProcess;
  out = '';
  errors = '';
  readonly ended: Promise<{ code: number | null; signal: string | null }>;

  constructor(environment: Record<string, string>) {
    this.child = spawn(process.execPath, ['dist/server/main.js'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
        LIMIT_FACTOR: '1000',
        DEMO: 'false',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.on('data', (data) => {
      this.out += data;
      if (process.env.TEST_LOG) process.stderr.write(data);
    });
    this.child.stderr!.on('data', (data) => {
      this.errors += data;
    });
    this.ended = once(this.child, 'exit').then(([code, signal]) => ({ code, signal }));
  }

  /** Where it is open. @throws when it ends instead. */
  async url(): Promise<string> {
    const open = () => /open at (http:\S+)/.exec(this.out)?.[1];
    while (!open()) {
      const more = once(this.child.stdout!, 'data');
      const end = this.ended.then(() => Promise.reject(new Error(`It ended: ${this.errors}`)));
      await Promise.race([more, end]);
    }
    return open()!;
  }

  /** The staff account as the first start told it; null on any other. Ask after `url`. */
  staff(): { username: string; password: string } | null {
    const [, username, password] = /sign in as (\S+) with the password (\S+) \(shown only now\)/.exec(this.out) ?? [];
    return username && password ? { username, password } : null;
  }

  /** The process of the embedded store, which is this one's child. */
  async storePid(): Promise<number> {
    const children = await readFile(`/proc/${this.child.pid}/task/${this.child.pid}/children`, 'utf8');
    for (const pid of children.trim().split(' ')) {
      if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('embedded/main')) return Number(pid);
    }
    throw new Error('The store is not running.');
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }
}

export const temporaryDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'guildhall-data-'));
