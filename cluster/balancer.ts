import { copyFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './program.ts';
import { nginxProgram } from './programs.ts';

const CONFIGURATION = fileURLToPath(new URL('../deploy/nginx.conf', import.meta.url));

/** nginx in front of the nodes, with the configuration of `deploy/`. */
export class Balancer {
  readonly program: Program;
  readonly #directory: string;
  readonly #address: string;

  /** @param directory for its files, one that any user may enter: as root nginx works as another. */
  constructor(directory: string, host: string, port: number) {
    this.#directory = directory;
    this.#address = `${host}:${port}`;
    this.program = nginxProgram(`http://${this.#address}`, directory);
  }

  async start(nodes: string[]): Promise<void> {
    await copyFile(CONFIGURATION, join(this.#directory, 'nginx.conf'));
    await writeFile(join(this.#directory, 'listen.conf'), `listen ${this.#address} backlog=4096;\n`);
    await this.#name(nodes);
    await this.program.start();
  }

  /** Comes back when new connections go to these nodes. */
  async use(nodes: string[]): Promise<void> {
    await this.#name(nodes);
    if (!this.program.running) return;
    // There is a worker for each processor. New ones are there when the old ones begin to leave.
    const taken = this.program.written(/gracefully shutting down/, cpus().length);
    this.program.signal('SIGHUP');
    await taken;
  }

  async #name(nodes: string[]): Promise<void> {
    const servers = nodes.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;\n`);
    await writeFile(join(this.#directory, 'nodes.conf'), servers.join(''));
  }
}
