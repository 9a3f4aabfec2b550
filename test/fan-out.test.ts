import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Server as Engine } from 'engine.io';
import { Decoder, Encoder, type Packet } from 'socket.io-parser';
import { close, type LiveSocket } from '../server/live/rooms.ts';
import { SlowConsumers } from '../server/live/slow.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { type Hall, Listener, openHall } from './support/hall.ts';

const ROOMS = ['group:a', 'group:b', 'group:c', 'group:d'];

let hall: Hall;
afterEach(() => hall?.close());

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const fed = (listener: Listener) => listener.heard.map(({ payload }) => (payload as { seq: number }).seq);

let seq = 0;
/** An event with the next seq; `data` is what it carries. */
const event = (stream: string, data: unknown = 'Something that happened', type = 'post.created') => {
  seq += 1;
  return { stream, seq, type, at: new Date().toISOString(), actor: { id: 'a' }, data } as unknown as LoggedEvent;
};

/** Tells a room, and gives back what it told. */
function tell(stream: string, data?: unknown): number {
  const told = event(stream, data);
  hall.rooms.deliver(told);
  return told.seq;
}

/** Something Socket.IO sends, with a seq like an event's. */
function say(socket: LiveSocket): number {
  seq += 1;
  (socket as unknown as { emit(name: string, payload: unknown): void }).emit('revoked', { seq });
  return seq;
}

describe('what is told to a room', () => {
  test('is heard in its order, over all rooms, among all else that is sent: 20,000 events', async () => {
    hall = await openHall();
    const seats = [ROOMS, ROOMS.slice(0, 2), ROOMS.slice(2), [ROOMS[0]!, ROOMS[3]!]];
    const listeners = await Promise.all(seats.map((rooms) => Listener.open(hall.url, rooms)));
    const sockets = listeners.map((listener) => hall.socketOf(listener));
    const sent = seats.map((): number[] => []);
    const asked: Promise<void>[] = [];
    sockets.forEach((socket, index) => {
      socket.onAny((_name, _payload, answer) => answer(sent[index]!.length));
    });
    for (let told = 0; told < 20_000; told += 1) {
      const room = ROOMS[(told * 7 + (told >> 3)) % ROOMS.length]!;
      const own = tell(room);
      seats.forEach((rooms, index) => {
        if (rooms.includes(room)) sent[index]!.push(own);
      });
      // Of several at once all but the first wait in Socket.IO's buffer.
      for (const _ of upTo(told % 41 === 0 ? 3 : 0))
        sent[told % seats.length]!.push(say(sockets[told % seats.length]!));
      if (told % 503 === 0) {
        // An answer comes after what was sent before it, and before all else.
        for (const listener of listeners) {
          asked.push(listener.ask('how many').then(({ answer, heard }) => expect(heard).toBe(answer)));
        }
      }
      if (told % 100 < 3 || told % 37 === 0) await endOfTurn();
    }
    await Promise.all(listeners.map((listener, index) => listener.hears(sent[index]!.length)));
    await Promise.all(asked);
    expect(listeners.map(fed)).toEqual(sent);
  });

  test('goes past Socket.IO to those who have a websocket', async () => {
    hall = await openHall();
    const listener = await Listener.open(hall.url, ROOMS);
    let packets = 0;
    hall.socketOf(listener).conn.on('packetCreate', () => {
      packets += 1;
    });
    const sent = upTo(50).map((n) => tell(ROOMS[n % 4]!));
    await listener.hears(50);
    expect(fed(listener)).toEqual(sent);
    expect(packets).toBe(0);
  });

  test('arrives whole, whatever its length, alone and with others', async () => {
    hall = await openHall();
    const listener = await Listener.open(hall.url, ROOMS);
    const empty = Buffer.byteLength(`42${JSON.stringify(['post.created', event(ROOMS[0]!, '')])}`);
    const texts = [125, 126, 127, 65_535, 65_536, 65_537, 200_000].flatMap((bytes) => {
      const length = Math.max(0, bytes - empty);
      return ['x'.repeat(length), '€'.repeat(length / 3) + 'x'.repeat(length % 3), '😀'.repeat(length / 4)];
    });
    // Those of 125 bytes are shorter than any event: they go as another message does.
    for (const bytes of [124, 125, 126]) hall.fanOut.send(ROOMS[0]!, 'revoked', notice(bytes));
    for (const text of texts) tell(ROOMS[0]!, text);
    await listener.hears(texts.length + 3);
    for (const text of texts) {
      tell(ROOMS[0]!, text);
      await endOfTurn();
    }
    await listener.hears(2 * texts.length + 3);
    const [short, long] = [listener.heard.slice(0, 3), listener.heard.slice(3)];
    expect(short.map(({ payload }) => payload)).toEqual([124, 125, 126].map(notice));
    expect(long.map(({ payload }) => (payload as LoggedEvent).data)).toEqual([...texts, ...texts]);
  });
});

/** What makes a message of `revoked` that many bytes long on its way. */
const notice = (bytes: number) => {
  const empty = Buffer.byteLength('42["revoked",{"stream":"","reason":"left"}]');
  return { stream: 's'.repeat(bytes - empty), reason: 'left' } as const;
};

describe('everything comes once and in order', () => {
  test('to one who polls', async () => {
    hall = await openHall();
    const listener = await Listener.open(hall.url, ROOMS, { transports: ['polling'] });
    const sent = [];
    for (let told = 0; told < 300; told += 1) {
      sent.push(tell(ROOMS[told % 4]!));
      if (told % 7 === 0) await endOfTurn();
    }
    await listener.hears(sent.length);
    expect(fed(listener)).toEqual(sent);
  });

  test('to one who changes from polling to a websocket meanwhile', async () => {
    hall = await openHall();
    const listener = await Listener.open(hall.url, ROOMS, { transports: ['polling', 'websocket'] });
    let upgraded = false;
    hall.socketOf(listener).conn.once('upgrade', () => {
      upgraded = true;
    });
    const sent: number[] = [];
    for (let after = 0; after < 200; after += upgraded ? 1 : 0) {
      sent.push(tell(ROOMS[sent.length % 4]!));
      await endOfTurn();
    }
    await listener.hears(sent.length);
    expect(fed(listener)).toEqual(sent);
  });

  test('to one for whom something waits', async () => {
    hall = await openHall();
    const [listener, other] = [await Listener.open(hall.url, ROOMS), await Listener.open(hall.url, ROOMS)];
    const { conn } = hall.socketOf(listener);
    const resume = listener.pause();
    const sent: number[] = [];
    const waits = () => (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
    while (waits() < 20) {
      expect(sent.length).toBeLessThan(2_000);
      sent.push(tell(ROOMS[sent.length % 4]!, 'x'.repeat(50_000)));
      if (sent.length % 5 === 0) await endOfTurn();
    }
    for (const _ of upTo(30)) sent.push(tell(ROOMS[0]!));
    resume();
    while (waits() > 0) {
      sent.push(tell(ROOMS[1]!));
      await endOfTurn();
    }
    for (const _ of upTo(30)) sent.push(tell(ROOMS[2]!));
    for (const one of [listener, other]) {
      await one.hears(sent.length);
      expect(fed(one)).toEqual(sent);
    }
  });
});

describe('one who is sent away', () => {
  test('hears what was told before in the same turn, and nothing after', async () => {
    hall = await openHall();
    const [removed, other] = [
      await Listener.open(hall.url, ROOMS, { name: 'r' }),
      await Listener.open(hall.url, ROOMS),
    ];
    const before = tell(ROOMS[0]!);
    const removal = event(ROOMS[0]!, { accountId: 'r' }, 'member.removed');
    hall.rooms.deliver(removal);
    const after = tell(ROOMS[0]!);
    const elsewhere = tell(ROOMS[1]!);
    await other.hears(4);
    await removed.hears(3);
    expect(fed(other)).toEqual([before, removal.seq, after, elsewhere]);
    expect(removed.heard.map(({ name }) => name)).toEqual(['post.created', 'revoked', 'post.created']);
    expect(fed(removed)).toEqual([before, undefined, elsewhere]);
  });

  test('hears what was told before the connection is closed, and why', async () => {
    hall = await openHall();
    const listener = await Listener.open(hall.url, ROOMS);
    const sent = upTo(10).map((n) => tell(ROOMS[n % 4]!));
    close(hall.socketOf(listener), 'draining');
    tell(ROOMS[0]!);
    await listener.gone;
    expect(fed(listener).slice(0, -1)).toEqual(sent);
    expect(listener.heard.at(-1)).toEqual({ name: 'closing', payload: { code: 'draining' } });
  });

  test('for not reading has no gap in what it hears, and is told why', async () => {
    hall = await openHall();
    const [listener, other] = [await Listener.open(hall.url, ROOMS), await Listener.open(hall.url, ROOMS)];
    const slow = new SlowConsumers(hall.io, { socketBytes: 500_000, nodeBytes: 100_000_000 }, hall.log);
    const resume = listener.pause();
    const sent: number[] = [];
    for (; slow.cut === 0; slow.look()) {
      for (const _ of upTo(200)) sent.push(tell(ROOMS[sent.length % 4]!, 'x'.repeat(2_000)));
      await endOfTurn();
    }
    resume();
    await listener.gone;
    const heard = fed(listener).slice(0, -1);
    expect(heard).toEqual(sent.slice(0, heard.length));
    expect(heard.length).toBeLessThan(sent.length);
    expect(listener.heard.at(-1)).toMatchObject({ name: 'closing', payload: { code: 'slow' } });
    await other.hears(sent.length);
    expect(fed(other)).toEqual(sent);
  });
});

describe('all is sent by Socket.IO', () => {
  test('where the libraries do not keep what they did, and it is said once', async () => {
    const { createTransport } = Engine.prototype as unknown as { createTransport: (...args: unknown[]) => object };
    const hidden = (target: object, key: string | symbol) => {
      const value = Reflect.get(target, key);
      if (key === 'socket') return undefined;
      return typeof value === 'function' ? value.bind(target) : value;
    };
    const restore = () => Object.assign(Engine.prototype, { createTransport });
    Object.assign(Engine.prototype, {
      createTransport: (...args: unknown[]) => new Proxy(createTransport(...args), { get: hidden }),
    });
    try {
      hall = await openHall();
      const [one, other] = [await Listener.open(hall.url, ROOMS), await Listener.open(hall.url, ROOMS)];
      const sent = upTo(20).map((n) => tell(ROOMS[n % 4]!));
      for (const listener of [one, other]) {
        await listener.hears(20);
        expect(fed(listener)).toEqual(sent);
      }
      expect(hall.warnings).toEqual(['engine.io or ws is not as expected: all is sent by Socket.IO']);
    } finally {
      restore();
    }
  });

  test('where messages are not encoded as text', async () => {
    hall = await openHall({ parser: BYTES });
    const listener = await Listener.open(hall.url, ROOMS, { parser: BYTES });
    const sent = upTo(20).map((n) => tell(ROOMS[n % 4]!));
    await listener.hears(20);
    expect(fed(listener)).toEqual(sent);
  });
});

/** Socket.IO's own encoding, as bytes. */
const BYTES = {
  protocol: 5,
  Encoder: class extends Encoder {
    override encode(packet: Packet) {
      return super.encode(packet).map((part) => Buffer.from(part as string));
    }
  },
  Decoder: class extends Decoder {
    override add(part: Buffer | string) {
      super.add(part.toString());
    }
  },
};
