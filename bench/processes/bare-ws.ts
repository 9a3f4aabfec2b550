import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { textFrame } from '../../server/live/frame.ts';
import { answer } from './answer.ts';

/** `times` bursts, one every `everyMs`, of `atOnce` messages in one turn of the loop. */
export type Sending = { text: string; times: number; atOnce: number; everyMs: number };

/** A baseline: a server that does nothing but write a message to every socket it has. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

answer({
  async url(): Promise<string> {
    if (!server.address()) await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  /** As anyone would. */
  send: (sending: Sending) => burst(sending, () => each((socket) => socket.send(sending.text))),
  /** The least there can be to it: a frame made once for all, handed straight to the kernel, message by message. */
  write(sending: Sending): Promise<void> {
    const frame = textFrame(sending.text);
    return burst(sending, () => each((socket) => void tcpOf(socket).write(frame)));
  },
});

async function burst({ times, atOnce, everyMs }: Sending, message: () => void): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) {
    for (let inTurn = 0; inTurn < atOnce; inTurn += 1) message();
    await wait(everyMs);
  }
}

function each(work: (socket: WebSocket) => void): void {
  for (const socket of server.clients) work(socket);
}

const tcpOf = (socket: WebSocket) => (socket as unknown as { _socket: Socket })._socket;
