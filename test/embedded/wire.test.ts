import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serialize } from 'bson';
import { bodyOf, framed, int32, message, opMsg, type RawClient, rawClient } from './raw-client.ts';
import { type OwnStore, ownStore } from './support.ts';

let store: OwnStore;
let healthy: RawClient;
beforeAll(async () => {
  store = await ownStore();
  healthy = await rawClient(store.uri);
});
afterAll(async () => {
  healthy.close();
  await store.close();
});

const ping = { ping: 1, $db: 'admin' };

describe('spoken well', () => {
  test('the old hello, by OP_QUERY', async () => {
    const query = Buffer.concat([
      int32(0),
      Buffer.from('admin.$cmd\0'),
      int32(0),
      int32(-1),
      serialize({ ismaster: 1 }),
    ]);
    healthy.socket.write(framed(2004, query));
    const body = bodyOf(await message(healthy.socket));
    expect(body).toMatchObject({
      ok: 1,
      ismaster: true,
      isWritablePrimary: true,
      setName: expect.any(String),
      logicalSessionTimeoutMinutes: 30,
    });
    expect(body).not.toHaveProperty('topologyVersion');
  });

  test('document sequences, a checksum, pieces of a byte each', async () => {
    const documents = Buffer.concat([{ a: 1 }, { a: 2, _id: 5 }].map((one) => serialize(one)));
    const sequence = Buffer.concat([int32(4 + 10 + documents.length), Buffer.from('documents\0'), documents]);
    const body = serialize({ insert: 'w', $db: 'wire' });
    const bytes = framed(2013, Buffer.concat([int32(1), Buffer.from([1]), sequence, Buffer.from([0]), body, int32(0)]));
    const answer = message(healthy.socket);
    for (const byte of bytes) healthy.socket.write(Buffer.from([byte]));
    expect(bodyOf(await answer)).toMatchObject({ ok: 1, n: 2 });
    expect(await healthy.command({ find: 'w', filter: { a: 2 }, $db: 'wire' })).toMatchObject({
      cursor: { firstBatch: [{ _id: 5, a: 2 }] },
    });
  });

  test('a message that wants no answer gets none, and is done before the next', async () => {
    healthy.socket.write(opMsg({ insert: 'quiet', documents: [{}], $db: 'wire' }, 2));
    expect(await healthy.command({ count: 'quiet', $db: 'wire' })).toMatchObject({ n: 1 });
  });

  test('an unknown command is an answer, not the end', async () => {
    expect(await healthy.command({ nonsense: 1, $db: 'x' })).toMatchObject({
      ok: 0,
      code: 59,
      codeName: 'CommandNotFound',
    });
    expect(await healthy.command(ping)).toMatchObject({ ok: 1 });
  });
});

describe('who breaks the protocol is cut off, others are served', () => {
  const body = serialize(ping);
  const section = (kind: number, bytes: Buffer | Uint8Array) => Buffer.concat([int32(0), Buffer.from([kind]), bytes]);
  const overlong = Buffer.from(body);
  overlong.writeInt32LE(5000, 0);

  test.each<[string, Buffer]>([
    ['an unknown opcode', framed(1234, Buffer.alloc(4))],
    ['a length below a header', framed(2013, Buffer.alloc(4), 5)],
    ['a negative length', framed(2013, Buffer.alloc(4), -1)],
    ['more than 48 MB', framed(2013, Buffer.alloc(4), 48_000_001)],
    ['no section', framed(2013, int32(0))],
    ['an unknown section', framed(2013, section(7, body))],
    ['two bodies', framed(2013, Buffer.concat([section(0, body), Buffer.from([0]), body]))],
    ['unknown flags', framed(2013, Buffer.concat([int32(4), Buffer.from([0]), body]))],
    ['a body longer than the message', framed(2013, section(0, overlong))],
    ['a body of rubbish', framed(2013, section(0, Buffer.concat([int32(20), Buffer.alloc(16, 255)])))],
    ['text', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a sequence without end', framed(2013, section(1, Buffer.concat([int32(8), Buffer.from('abcd')])))],
  ])('%s', async (_name, bytes) => {
    const client = await rawClient(store.uri);
    client.socket.write(bytes);
    await client.closed;
    expect(await healthy.command(ping)).toMatchObject({ ok: 1 });
  });

  test('half a message holds no one up, and hanging up in it does no harm', async () => {
    const client = await rawClient(store.uri);
    client.socket.write(opMsg(ping).subarray(0, 20));
    expect(await healthy.command(ping)).toMatchObject({ ok: 1 });
    client.close();
    expect(await healthy.command(ping)).toMatchObject({ ok: 1 });
  });

  test('nesting without end is refused', async () => {
    let deep: object = {};
    for (let i = 0; i < 190; i++) deep = { a: deep };
    expect(await healthy.command({ insert: 'deep', documents: [deep], $db: 'wire' })).toMatchObject({ ok: 1, n: 1 });
    for (let i = 0; i < 50; i++) deep = { a: deep };
    const client = await rawClient(store.uri);
    client.socket.write(opMsg({ insert: 'deep', documents: [deep], $db: 'wire' }));
    await client.closed;
  });
});
