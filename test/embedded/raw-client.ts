import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Document, deserialize, serialize, UUID } from 'bson';

/** A client that sends exactly what it is told to, which drivers won't. */
export type RawClient = {
  socket: Socket;
  command(document: Document): Promise<Document>;
  /** Resolves when the server hangs up. */
  closed: Promise<unknown>;
  close(): void;
};

export async function rawClient(uri: string): Promise<RawClient> {
  const address = decodeURIComponent((/^mongodb:\/\/([^/?]+)/.exec(uri) as RegExpExecArray)[1] as string);
  const [host, port] = address.split(':') as [string, string?];
  const socket = address.endsWith('.sock') ? connect(address) : connect(Number(port ?? 27017), host);
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  return {
    socket,
    closed,
    close: () => socket.destroy(),
    command: async (document) => {
      socket.write(opMsg(document));
      return bodyOf(await message(socket));
    },
  };
}

export function newLsid(): Document {
  return { id: new UUID(randomUUID()) };
}

let requests = 0;

export function opMsg(document: Document, flags = 0): Buffer {
  const body = serialize(document);
  return framed(2013, Buffer.concat([int32(flags), Buffer.from([0]), body]));
}

/** A message of any kind; `length` lies about its size. */
export function framed(opcode: number, payload: Buffer, length = payload.length + 16): Buffer {
  return Buffer.concat([int32(length), int32(++requests), int32(0), int32(opcode), payload]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** The next whole message; rejects when the connection closes instead. */
export function message(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const onData = (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      if (bytes.length < 4 || bytes.length < bytes.readInt32LE(0)) return;
      stop();
      resolve(bytes);
    };
    const onClose = () => {
      stop();
      reject(new Error('the server hung up'));
    };
    const stop = () => socket.off('data', onData).off('close', onClose);
    socket.on('data', onData).on('close', onClose);
  });
}

export function bodyOf(bytes: Buffer): Document {
  const start = bytes.readInt32LE(12) === 1 ? 36 : 21;
  return deserialize(bytes.subarray(start), { promoteLongs: true });
}
