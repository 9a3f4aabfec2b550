import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** A message on its way to a client. `connection` counts from 0 in the order in which they were opened. */
export type Passing = { text: string; connection: number };

export type Tampering = {
  /** What the client is sent in its place; the same unless told. `send` reaches a client at any time. */
  message?: (passing: Passing, send: (connection: number, text: string) => void) => string[];
  /** Whether a request is answered here, and not passed on. */
  request?: (request: IncomingMessage, body: string, response: ServerResponse) => boolean;
};

/** Stands between clients and a node, and does what no honest network does. */
export async function openTampering(target: string, tampering: Tampering): Promise<{ url: string; close(): void }> {
  const server = http.createServer((request, response) => void pass(target, tampering, request, response));
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const clients: WebSocket[] = [];
  const send = (connection: number, text: string) => clients[connection]?.send(text);
  sockets.on('connection', (client, request) => {
    const connection = clients.push(client) - 1;
    const node = new WebSocket(target.replace('http', 'ws') + request.url, { perMessageDeflate: false });
    const early: string[] = [];
    client.on('message', (data) => (node.readyState === 1 ? node.send(String(data)) : early.push(String(data))));
    node.on('open', () => early.forEach((text) => void node.send(text)));
    node.on('message', (data) => {
      const text = String(data);
      for (const changed of tampering.message?.({ text, connection }, send) ?? [text]) client.send(changed);
    });
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      one.on('error', () => other.terminate());
      one.on('close', () => other.terminate());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      for (const client of clients) client.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function pass(
  target: string,
  { request: tamper }: Tampering,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (tamper?.(request, body.toString(), response)) return;
  const { method, headers, url } = request;
  const onward = http.request(`${target}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}
