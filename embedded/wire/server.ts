import { chmodSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Engine } from '../commands/engine.ts';
import { Connection } from './connection.ts';
import { Traffic } from './traffic.ts';

/** Where the store listens: a socket that only its owner can open, or a port. */
export type Address = { socket: string } | { host: string; port: number };

/** What the operating systems have room for in a socket's path. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

/** Connections not yet accepted; where they are more, those over a socket are refused at once. */
const BACKLOG = 4096;

export class WireServer {
  private readonly engine: Engine;
  private readonly server: Server;
  private readonly connections = new Set<Connection>();
  private readonly traffic: Traffic;
  private rejectedLogged: NodeJS.Timeout | undefined;

  constructor(engine: Engine) {
    this.engine = engine;
    this.traffic = new Traffic(engine.limits, engine.connections);
    this.server = createServer((socket) => this.accept(socket));
  }

  /** Resolves with the address to connect to, as a MongoDB URI. */
  async listen(address: Address): Promise<string> {
    if ('socket' in address) await this.listenOn({ path: await freePath(address.socket) });
    else await this.listenOn(address);
    if ('socket' in address) chmodSync(address.socket, 0o600);
    return uriOf(address, this.server);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const ended = [...this.connections].map((connection) => connection.end());
    // Writes under way may be waiting for them, and no one is left to end them.
    this.engine.endTransactions();
    await Promise.all(ended);
    await closed;
    this.traffic.close();
  }

  private listenOn(options: { path: string } | { host: string; port: number }): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ ...options, backlog: BACKLOG }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Logged at most once a second: a storm of connections must not become one of lines. */
  private reject(socket: Socket): void {
    socket.on('error', () => {}).destroy();
    const { connections } = this.engine;
    connections.rejected++;
    if (this.rejectedLogged) return;
    this.rejectedLogged = setTimeout(() => {
      const { current, rejected } = connections;
      const line = { level: 'warn', event: 'connections refused because there are too many', current, rejected };
      process.stderr.write(`${JSON.stringify(line)}\n`);
      this.rejectedLogged = undefined;
    }, 1000).unref();
  }

  private accept(socket: Socket): void {
    const { connections, limits } = this.engine;
    if (connections.current >= limits.connections) {
      this.reject(socket);
      return;
    }
    const connection = new Connection(socket, this.engine, this.traffic);
    this.connections.add(connection);
    connections.current++;
    connections.totalCreated++;
    socket.on('close', () => {
      this.connections.delete(connection);
      connections.current--;
    });
  }
}

/** Makes the way for a socket: its directory, and no leftover of a store that was killed. */
async function freePath(path: string): Promise<string> {
  const bytes = Buffer.byteLength(path);
  if (bytes > LONGEST_PATH)
    throw new Error(`the socket path is ${bytes} bytes long, more than the ${LONGEST_PATH} there is room for: ${path}`);
  // Drivers tell a socket from a host name by this ending.
  if (!path.endsWith('.sock')) throw new Error(`the socket path has to end in .sock: ${path}`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const existing = statSync(path, { throwIfNoEntry: false });
  if (!existing) return path;
  if (!existing.isSocket()) throw new Error(`${path} exists and is no socket`);
  if (await answers(path)) throw new Error(`another process is listening on ${path}`);
  unlinkSync(path);
  return path;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function uriOf(address: Address, server: Server): string {
  if ('socket' in address) return `mongodb://${encodeURIComponent(address.socket)}/?directConnection=true`;
  const bound = server.address();
  const port = bound && typeof bound === 'object' ? bound.port : address.port;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `mongodb://${host}:${port}/?directConnection=true`;
}
