import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Random } from './random.ts';

/** Stands between a driver and a store, and breaks connections in the middle of things. */
export type Proxy = { uri: string; broken(): number; close(): Promise<void> };

/** Breaks about one in `every` answers off before it reaches the client. */
export async function unsteadyProxy(uri: string, random: Random, every: number): Promise<Proxy> {
  const address = decodeURIComponent((/^mongodb:\/\/([^/?]+)/.exec(uri) as RegExpExecArray)[1] as string);
  const sockets = new Set<Socket>();
  let broken = 0;
  const server = createServer((client) => {
    const behind = address.endsWith('.sock')
      ? connect(address)
      : connect(Number(address.split(':')[1]), address.split(':')[0]);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          behind.destroy();
        });
    }
    client.on('data', (bytes) => behind.write(bytes));
    behind.on('data', (bytes) => {
      if (random.chance(1 / every)) {
        broken++;
        client.destroy();
      } else client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`,
    broken: () => broken,
    close,
  };
}
