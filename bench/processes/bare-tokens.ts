import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { createTokens } from '../../server/accounts/tokens.ts';
import { answer } from './answer.ts';

/** A baseline: Socket.IO as it comes, which checks each socket's access token as Guildhall does. Its argument is the key. */
const tokens = createTokens(process.argv[2]!);
const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.use((socket, next) => {
  try {
    socket.data = tokens.verify((socket.handshake.auth as { token: string }).token);
    next();
  } catch (error) {
    next(error as Error);
  }
});
const listening = new Promise<void>((resolve) => http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve));

answer({
  async url(): Promise<string> {
    await listening;
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
  sockets: () => io.of('/').sockets.size,
});
