import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { answer } from './answer.ts';
import type { Sending } from './bare-ws.ts';

/** A baseline: Socket.IO as it comes. Every socket is in five rooms; nobody is asked who they are. */
const ROOMS = ['one', 'two', 'three', 'four', 'five'];

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.on('connection', (socket) => void socket.join(ROOMS));
const listening = new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

answer({
  async url(): Promise<string> {
    await listening;
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
  /** @param sending its text is a whole Socket.IO message, `42["name",{…}]`. */
  async send({ text, times, atOnce, everyMs }: Sending): Promise<void> {
    const [name, payload] = JSON.parse(text.slice(2)) as [string, unknown];
    for (let sent = 0; sent < times; sent += 1) {
      for (let inTurn = 0; inTurn < atOnce; inTurn += 1) io.to(ROOMS[0]!).emit(name, payload);
      await wait(everyMs);
    }
  },
});
