import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serialize } from 'bson';
import { crc32c } from '../../embedded/wire/crc32c.ts';
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
    const sections = Buffer.concat([int32(1), Buffer.from([1]), sequence, Buffer.from([0]), body, int32(0)]);
    const bytes = framed(2013, sections);
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4);
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

const body = serialize(ping);
const section = (kind: number, bytes: Buffer | Uint8Array) => Buffer.concat([int32(0), Buffer.from([kind]), bytes]);
const withSize = (bytes: Uint8Array, size: number) => Buffer.concat([int32(size), bytes.subarray(4)]);

describe('who breaks the protocol is cut off, others are served', () => {
  test.each<[string, Buffer]>([
    ['an unknown opcode', framed(1234, Buffer.alloc(4))],
    ['a compressed message, which was not agreed on', framed(2012, Buffer.alloc(20))],
    ['the old way to insert', framed(2002, Buffer.alloc(20))],
    ['a length below a header', framed(2013, Buffer.alloc(4), 5)],
    ['a negative length', framed(2013, Buffer.alloc(4), -1)],
    ['more than 48 MB', framed(2013, Buffer.alloc(4), 48_000_001)],
    ['no flags', framed(2013, Buffer.alloc(0))],
    ['unknown flags', framed(2013, Buffer.concat([int32(4), Buffer.from([0]), body]))],
    ['a checksum that is not there', framed(2013, int32(1))],
    ['a wrong checksum', framed(2013, Buffer.concat([int32(1), Buffer.from([0]), body, int32(7)]))],
    ['a query of the old form cut short', framed(2004, Buffer.concat([int32(0), Buffer.from('admin.$cmd\0')]))],
    [
      'a query of the old form that is no command',
      framed(2004, Buffer.from('\0\0\0\0a.b\0\0\0\0\0\0\0\0\0\x05\0\0\0\0')),
    ],
    ['text', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
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
});

describe('what is wrong within a message is answered, and the next one served', () => {
  const documents = (bytes: Uint8Array, size = 14 + bytes.length) =>
    Buffer.concat([int32(size), Buffer.from('documents\0'), bytes]);
  const insert = serialize({ insert: 'w', $db: 'wire' });
  const both = (sequence: Uint8Array) => Buffer.concat([section(0, insert), Buffer.from([1]), sequence]);
  const one = serialize({ a: 1 });
  const element = (type: number, value: Buffer) => {
    const inner = Buffer.concat([Buffer.from([type]), Buffer.from('x\0'), value, Buffer.from([0])]);
    return both(documents(Buffer.concat([int32(inner.length + 4), inner])));
  };

  test.each<[string, Buffer, number]>([
    ['no section', int32(0), 40587],
    ['an unknown section', section(7, body), 40432],
    ['two bodies', Buffer.concat([section(0, body), Buffer.from([0]), body]), 40430],
    ['two sequences of one name', Buffer.concat([both(documents(one)), Buffer.from([1]), documents(one)]), 40431],
    [
      'a sequence and a field of one name',
      Buffer.concat([
        section(0, serialize({ insert: 'w', documents: [], $db: 'wire' })),
        Buffer.from([1]),
        documents(one),
      ]),
      40433,
    ],
    ['a body longer than the message', section(0, withSize(body, 5000)), 22],
    ['a body of negative length', section(0, withSize(body, -5)), 22],
    ['a body of rubbish', section(0, withSize(Buffer.alloc(20, 255), 20)), 22],
    ['a sequence longer than the message', both(documents(one, 500)), 22],
    ['a sequence that ends within a document', both(documents(withSize(one, 40))), 22],
    ['a sequence without a name', Buffer.concat([int32(0), Buffer.from([1]), int32(8), Buffer.from('abcd')]), 22],
    ['two fields of one name, of which only one could be kept', element(10, Buffer.from('\nx\0')), 115],
    ['an unknown type', element(40, Buffer.alloc(0)), 22],
    ['text without its end', element(2, Buffer.concat([int32(3), Buffer.from('abc')])), 22],
    ['text longer than the document', element(2, Buffer.concat([int32(300), Buffer.from('ab\0')])), 22],
    ['text of negative length', element(2, Buffer.concat([int32(-1), Buffer.from('ab\0')])), 22],
    ['text that is not UTF-8', element(2, Buffer.concat([int32(3), Buffer.from([0xc3, 0x28, 0])])), 22],
    [
      'long text that is not UTF-8',
      element(2, Buffer.concat([int32(31), Buffer.alloc(30, 0xff), Buffer.from([0])])),
      22,
    ],
    ['binary of negative length', element(5, Buffer.concat([int32(-1), Buffer.from([0])])), 22],
    ['binary longer than the document', element(5, Buffer.concat([int32(500), Buffer.from([0, 1, 2])])), 22],
    ['a boolean that is neither', element(8, Buffer.from([2])), 22],
    ['a document longer than the one around it', element(3, Buffer.concat([int32(100), Buffer.from([0])])), 22],
    ['an array without end', element(4, Buffer.concat([int32(5), Buffer.from([9])])), 22],
    [
      'code whose length is wrong',
      element(15, Buffer.concat([int32(99), int32(1), Buffer.from([0]), int32(5), Buffer.from([0])])),
      22,
    ],
  ])('%s', async (_name, payload, code) => {
    const client = await rawClient(store.uri);
    client.socket.write(framed(2013, payload));
    expect(bodyOf(await message(client.socket))).toMatchObject({ ok: 0, code });
    expect(await client.command(ping)).toMatchObject({ ok: 1 });
    client.close();
  });

  const nested = (levels: number): object => {
    let deep: object = {};
    for (let i = 1; i < levels; i++) deep = { a: deep };
    return deep;
  };

  test('a document of 180 levels can be stored, one of 181 not', async () => {
    const command = (deep: object) => healthy.command({ insert: 'deep', documents: [deep], $db: 'wire' });
    expect(await command(nested(180))).toMatchObject({ ok: 1, n: 1 });
    expect(await command(nested(181))).toMatchObject({ ok: 1, n: 0, writeErrors: [{ code: 15 }] });
    const path = `${'a.'.repeat(170)}b`;
    const update = { q: {}, u: { $set: { [path]: 1 } } };
    expect(await healthy.command({ update: 'deep', updates: [update], $db: 'wire' })).toMatchObject({ n: 1 });
    const deeper = { q: {}, u: { $set: { [`${'b.'.repeat(180)}b`]: 1 } } };
    expect(await healthy.command({ update: 'deep', updates: [deeper], $db: 'wire' })).toMatchObject({
      writeErrors: [{ code: 15 }],
    });
  });

  test('nesting without end is refused', async () => {
    expect(await healthy.command({ insert: 'deep', documents: [nested(5000)], $db: 'wire' })).toMatchObject({
      code: 15,
    });
  });

  test('a body of more than 16 MB is refused, documents of 16 MB come two at a time', async () => {
    const large = 'x'.repeat(16 * 1024 * 1024 - 100);
    const size = 17 * 1024 * 1024;
    const binary = [Buffer.from([5]), Buffer.from('x\0'), int32(size - 13), Buffer.alloc(size - 11)];
    healthy.socket.write(framed(2013, section(0, Buffer.concat([int32(size), ...binary]))));
    expect(bodyOf(await message(healthy.socket))).toMatchObject({ ok: 0, code: 10334 });
    const sequence = documents(Buffer.concat([1, 2].map((_id) => serialize({ _id, x: large }))));
    const answer = message(healthy.socket);
    healthy.socket.write(
      framed(
        2013,
        Buffer.concat([section(0, serialize({ insert: 'large', $db: 'wire' })), Buffer.from([1]), sequence]),
      ),
    );
    expect(bodyOf(await answer)).toMatchObject({ ok: 1, n: 2 });
    expect(await healthy.command({ count: 'large', $db: 'wire' })).toMatchObject({ n: 2 });
  });

  test('an array of a million nulls is only an array', async () => {
    const documents = [{ _id: 1, nulls: Array(1_000_000).fill(null) }];
    expect(await healthy.command({ insert: 'nulls', documents, $db: 'wire' })).toMatchObject({ n: 1 });
    expect(
      await healthy.command({ count: 'nulls', query: { nulls: { $size: 1_000_000 } }, $db: 'wire' }),
    ).toMatchObject({ n: 1 });
  });
});
