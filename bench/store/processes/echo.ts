import { createServer } from 'node:net';
import { answer } from '../../processes/answer.ts';

/** A baseline: a server over the same kind of socket that answers every message with the same bytes and does nothing else. */
answer({
  listen({ path, reply: text }: { path: string; reply: string }): Promise<void> {
    const reply = Buffer.from(text, 'base64');
    const server = createServer((socket) => {
      let rest: Buffer = Buffer.alloc(0);
      socket.on('error', () => socket.destroy());
      socket.on('data', (piece: Buffer) => {
        let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
        socket.cork();
        for (; bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0); bytes = bytes.subarray(bytes.readInt32LE(0)))
          socket.write(reply);
        socket.uncork();
        rest = bytes;
      });
    });
    return new Promise((resolve) => server.listen(path, resolve));
  },
});

process.once('SIGTERM', () => process.exit(0));
