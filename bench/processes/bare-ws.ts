import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { answer } from './answer.ts';

/** `times` messages, one every `everyMs`. */
export type Sending = { text: string; times: number; everyMs: number };

/** A baseline: a server that does nothing but write a message to every socket it has. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

answer({
  async url(): Promise<string> {
    if (!server.address()) await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  async send({ text, times, everyMs }: Sending): Promise<void> {
    for (let sent = 0; sent < times; sent += 1) {
      for (const socket of server.clients) socket.send(text);
      await wait(everyMs);
    }
  },
});
