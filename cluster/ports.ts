import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** Where the system's own choices for outgoing connections begin, where it does not say so itself. */
const USUAL_EPHEMERAL = 32_768;
const FIRST = 15_000;
/** How many each process looks at before it comes to where the next one begins. */
const EACH = 64;

let next: number | undefined;

/**
 * A free port to keep: none that the system may give to an outgoing connection while whoever listens on it is away.
 * Processes that look at the same time look at different ones.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const beyond = await firstEphemeral();
  const span = beyond - FIRST;
  if (span < EACH) throw new Error('The system leaves no ports to servers.');
  next ??= (process.pid * EACH) % span;
  for (let tries = 0; tries < span; tries += 1) {
    const port = FIRST + next;
    next = (next + 1) % span;
    if (await isFree(port, host)) return port;
  }
  throw new Error('No port is free.');
}

async function firstEphemeral(): Promise<number> {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '');
  return Number.parseInt(range, 10) || USUAL_EPHEMERAL;
}

/** True if one could listen there. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
