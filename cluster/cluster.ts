import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Balancer } from './balancer.ts';
import { freePort, isFree } from './ports.ts';
import { type Program, StartFault } from './program.ts';
import { nodeProgram, redisProgram, storeProgram } from './programs.ts';
import { keepRunning } from './supervise.ts';

export type { Program } from './program.ts';

export type ClusterOptions = {
  /** How many. */
  nodes?: number;
  /** The store's directory. Without it the data goes with the cluster. */
  data?: string;
  /** Set for every node; what is set here wins over the cluster's own settings. */
  environment?: NodeJS.ProcessEnv;
  redis?: boolean;
  balancer?: boolean;
  /** Where the balancer listens: on a free port of this machine alone, if left out. */
  host?: string;
  port?: number;
  /** Further words for the store's command line. */
  storeOptions?: string[];
  /** Start again what dies. */
  supervise?: boolean;
  /** Hears each line a program writes. */
  onLine?: (program: string, line: string) => void;
};

/** The nodes of one community, and all they need. */
export type Cluster = {
  /** The balancer's address; without one the first node's. */
  url: string;
  nodes: Program[];
  store: Program;
  redis: Program | null;
  balancer: Program | null;
  /** Starts one more, and lets the balancer know of it. */
  addNode(environment?: NodeJS.ProcessEnv): Promise<Program>;
  /** Ends all of it: in order, or, where the data goes anyway, at once. */
  stop(): Promise<void>;
};

/** Starts the store, Redis, the nodes and the balancer. @throws StartFault with what to mend; nothing is left running then. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const cluster = await Running.prepare(options);
  try {
    await cluster.start(options.nodes ?? 2);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

const NODE_PATIENCE_MS = 60_000;
const PATIENCE_MS = 15_000;

class Running implements Cluster {
  readonly nodes: Program[] = [];
  readonly store: Program;
  readonly redis: Program | null;
  readonly #balancer: Balancer | null;
  readonly #options: ClusterOptions;
  /** For sockets, and what the balancer writes. */
  readonly #directory: string;
  readonly #stopped = new AbortController();

  static async prepare(options: ClusterOptions): Promise<Running> {
    const { host = '127.0.0.1', port = await freePort(), balancer = true } = options;
    if (balancer && !(await isFree(port, host))) {
      throw new StartFault(
        `Port ${port} is taken by another program, or not for this account. Set PORT to a free one.`,
      );
    }
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-cluster-'));
    await chmod(directory, 0o755);
    return new Running(options, directory, balancer ? new Balancer(directory, host, port) : null);
  }

  private constructor(options: ClusterOptions, directory: string, balancer: Balancer | null) {
    this.#options = options;
    this.#directory = directory;
    this.#balancer = balancer;
    this.store = storeProgram(resolve(options.data ?? join(directory, 'data')), options.storeOptions ?? []);
    this.redis = options.redis === false ? null : redisProgram(directory);
  }

  get balancer(): Program | null {
    return this.#balancer?.program ?? null;
  }

  get url(): string {
    return (this.balancer ?? this.nodes[0]!).url;
  }

  async start(count: number): Promise<void> {
    await Promise.all([this.#begin(this.store), this.redis && this.#begin(this.redis)]);
    // The first fills an empty store.
    await this.#startNode();
    await Promise.all(Array.from({ length: count - 1 }, () => this.#startNode()));
    if (!this.#balancer) return;
    await this.#begin(this.#balancer.program, () => this.#balancer!.start(this.#urls));
  }

  async addNode(environment: NodeJS.ProcessEnv = {}): Promise<Program> {
    const node = await this.#startNode(environment);
    await this.#balancer?.use(this.#urls);
    return node;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    if (this.#options.data) await this.#stopInOrder();
    const all = [...this.nodes, this.balancer, this.redis, this.store];
    await Promise.all(all.map((program) => program?.kill('SIGKILL')));
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** The balancer serves until the last node has sent its clients away, and the store until nobody asks it any more. */
  async #stopInOrder(): Promise<void> {
    await Promise.all(this.nodes.map((node) => endInTime(node, NODE_PATIENCE_MS)));
    for (const program of [this.balancer, this.redis, this.store]) if (program) await endInTime(program, PATIENCE_MS);
  }

  async #startNode(environment: NodeJS.ProcessEnv = {}): Promise<Program> {
    const own = {
      MONGODB_URI: this.store.url,
      REDIS_URL: this.redis?.url ?? '',
      TRUST_PROXY: this.#balancer ? '1' : '0',
    };
    const port = await freePort();
    const name = `node-${this.nodes.length + 1}`;
    const node = nodeProgram(name, port, { ...own, ...this.#options.environment, ...environment });
    this.nodes.push(node);
    await this.#begin(node);
    return node;
  }

  async #begin(program: Program, start = () => program.start()): Promise<void> {
    const { onLine, supervise } = this.#options;
    if (onLine) program.onLine = (line) => onLine(program.name, line);
    await start();
    if (supervise) void keepRunning(program, this.#stopped.signal);
  }

  get #urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }
}

async function endInTime(program: Program, patience: number): Promise<void> {
  const late = setTimeout(() => program.signal('SIGKILL'), patience);
  await program.kill('SIGTERM');
  clearTimeout(late);
}
