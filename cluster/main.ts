import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Cluster, startCluster } from './cluster.ts';
import { StartFault } from './program.ts';

// Several nodes on this machine, as docker-compose.yml has them in containers: npm run cluster -- --nodes 3

const NEWS = /^(First start|Demo community): /;

if (existsSync('.env')) process.loadEnvFile('.env');
// What the nodes are told by the cluster itself.
const { PORT, HOST, GUILDHALL_DATA, MONGODB_URI: _uri, REDIS_URL: _redis, TRUST_PROXY, ...settings } = process.env;
const news: string[] = [];
let cluster: Cluster | null = null;
let stopping = false;

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  const nodes = wantedNodes();
  console.log(`Starting the store, Redis, ${nodes} nodes and the balancer …`);
  cluster = await startCluster({
    nodes,
    data: GUILDHALL_DATA || './data',
    host: HOST || '127.0.0.1',
    port: Number(PORT || 3000),
    environment: {
      ...settings,
      PUBLIC_URL: settings.PUBLIC_URL || `http://localhost:${PORT || 3000}`,
      DEMO: settings.DEMO || 'true',
      TRUST_PROXY: String(Number(TRUST_PROXY || 0) + 1),
    },
    supervise: true,
    onLine: tell,
  });
  console.log([`Guildhall is open at ${cluster.url.replace('127.0.0.1', 'localhost')}`, ...news].join('\n'));
} catch (error) {
  console.error(error instanceof StartFault ? `The cluster cannot start. ${error.message}` : error);
  process.exit(1);
}

function wantedNodes(): number {
  const { values } = parseArgs({ options: { nodes: { type: 'string', default: '2' } } });
  const nodes = Number(values.nodes);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 64) throw new StartFault('--nodes takes a number from 1 to 64.');
  return nodes;
}

/** What programs say while they start is of interest only where they can't. */
function tell(program: string, line: string): void {
  if (cluster) console.log(`${program.padEnd(8)} | ${line}`);
  else if (NEWS.test(line)) news.push(line);
}

/** Heeds the first signal alone: npm hands on what the terminal has sent to all. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // What is just being started ends with this process.
  if (!cluster) process.exit(1);
  console.log('Stopping …');
  await cluster.stop();
  process.exit(0);
}
