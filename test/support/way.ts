import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Pair = { client: Socket; node: Socket };

/** A way to a node that can be cut, or fall silent: then both ends believe in a connection on which nothing comes. */
export class Way {
  readonly url: string;
  readonly #server: Server;
  #pairs: Pair[] = [];
  /** While shut it takes nobody. */
  #shut = false;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (client) => this.#join(client, target));
  }

  static async to(url: string): Promise<Way> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Way(server, new URL(url));
  }

  /** Nothing passes any more on the connections there are, and neither end is told. New ones pass. */
  silence(): void {
    for (const { client, node } of this.#pairs) {
      client.unpipe(node).pause();
      node.unpipe(client).pause();
    }
    this.#silent.push(...this.#pairs);
    this.#pairs = [];
  }

  /** Cuts all connections, and takes no new ones until it is opened. */
  shut(): void {
    this.#shut = true;
    this.#cut();
  }

  open(): void {
    this.#shut = false;
  }

  close(): void {
    this.#server.close();
    this.#pairs.push(...this.#silent);
    this.#cut();
  }

  readonly #silent: Pair[] = [];

  #join(client: Socket, { hostname, port }: URL): void {
    if (this.#shut) return void client.destroy();
    const node = connect(Number(port), hostname);
    const pair = { client, node };
    this.#pairs.push(pair);
    client.pipe(node).pipe(client);
    const part = () => {
      // Of a silent pair neither end hears that the other has gone.
      if (!this.#pairs.includes(pair)) return;
      this.#pairs = this.#pairs.filter((other) => other !== pair);
      client.destroy();
      node.destroy();
    };
    for (const socket of [client, node]) socket.on('error', part).on('close', part);
  }

  #cut(): void {
    const pairs = this.#pairs;
    this.#pairs = [];
    for (const { client, node } of pairs) {
      client.destroy();
      node.destroy();
    }
  }
}
