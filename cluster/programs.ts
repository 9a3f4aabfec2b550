import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program } from './program.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const INSTALL = 'Debian: apt-get install redis-server nginx-light, or bash script/install-test-needs.sh';

/** What programs get of this process's environment: Debian's nginx lies where only root looks for it. */
export const surroundings = (): NodeJS.ProcessEnv => ({
  PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin`,
  HOME: process.env.HOME,
});

/**
 * Longer than any transaction of Guildhall takes, in seconds. A node that was killed leaves its open ones behind, and until
 * they end, nobody else can write to their streams.
 */
const TRANSACTION_LIFETIME = '5';

/** The embedded store, standing alone. @param data its directory, which is made if need be. */
export function storeProgram(data: string, options: string[]): Program {
  const socket = join(data, 'store.sock');
  const lifetime = ['--transaction-lifetime', TRANSACTION_LIFETIME];
  return new Program(`mongodb://${encodeURIComponent(socket)}/guildhall?directConnection=true`, {
    name: 'store',
    file: process.execPath,
    args: [join(ROOT, 'dist/embedded/main.js'), '--data', data, '--socket', socket, ...lifetime, ...options],
    environment: surroundings(),
    ready: /"listening":/,
  });
}

/** Redis, which keeps nothing. Only its owner can reach it. */
export function redisProgram(directory: string): Program {
  const socket = join(directory, 'redis.sock');
  const settings = { port: '0', unixsocket: socket, unixsocketperm: '700', save: '', appendonly: 'no', dir: directory };
  return new Program(`unix://${socket}`, {
    name: 'redis',
    file: 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    environment: surroundings(),
    ready: /ready to accept connections/i,
    install: INSTALL,
  });
}

/** A node, the built one. */
export function nodeProgram(name: string, port: number, environment: NodeJS.ProcessEnv): Program {
  return new Program(`http://127.0.0.1:${port}`, {
    name,
    file: process.execPath,
    args: [join(ROOT, 'dist/server/main.js')],
    environment: { ...surroundings(), HOST: '127.0.0.1', PORT: String(port), ...environment },
    ready: /^Guildhall is open at /,
  });
}

/** nginx. @param directory where its configuration lies. */
export function nginxProgram(url: string, directory: string): Program {
  return new Program(url, {
    name: 'balancer',
    file: 'nginx',
    args: ['-p', directory, '-c', join(directory, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'],
    environment: surroundings(),
    ready: /start worker process \d+/,
    install: INSTALL,
  });
}
