import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type RunningServer = {
  url: string;
  /** Printed on the first start only. */
  staff: { username: string; password: string } | null;
  /** As a power cut would: nothing is finished, nobody is told. */
  kill(): Promise<void>;
};

/** Starts the built Guildhall as a process of its own; `port` 0 takes a free one. */
export async function startServer(data: string, port = 0): Promise<RunningServer> {
  const server = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      GUILDHALL_DATA: data,
      MONGODB_URI: '',
      DEMO: 'false',
      LADDER: 'quick',
      LIMIT_FACTOR: '1000',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const greeting = await until(server, /Guildhall is open at (\S+)(?:\n.*sign in as (\S+) with the password (\S+))?/);
  const [, url, username, password] = greeting;
  return {
    url: url!,
    staff: username && password ? { username, password } : null,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

/** What the server prints that matches; the greeting comes in one piece. */
function until(server: ChildProcess, pattern: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout!.on('data', (chunk) => {
      printed += chunk;
      const match = pattern.exec(printed);
      if (match) resolve(match);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was open: ${printed}`)));
  });
}
