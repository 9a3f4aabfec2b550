import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { createLogger } from '../server/lib/log.ts';
import { FanOut } from '../server/live/fan-out.ts';
import { Gatherings, roomOf, type Told } from '../server/live/presence/gatherings.ts';
import type { LiveServer } from '../server/live/rooms.ts';
import type { Gathering } from '../shared/presence.ts';
import { Ear } from './support/ear.ts';

const TOPIC = 'a'.repeat(24);

const http = createServer();
const io: LiveServer = new Server(http);
beforeAll(() => new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)));
afterAll(() => io.close());

test('while it is not certain who may be told, nobody is, and all of it is told after', async () => {
  io.once('connection', (socket) => void socket.join(roomOf(TOPIC)));
  const ear = await Ear.open(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, '');
  let certain = false;
  let toldNodes: (told: Told) => void = () => {};
  const nextToldNodes = () =>
    new Promise<Told>((resolve) => {
      toldNodes = resolve;
    });
  const gatherings = new Gatherings(
    'presence',
    io,
    new FanOut(io, createLogger('silent')),
    (told) => toldNodes(told),
    () => certain,
  );
  // In the turn in which other nodes are told, those who view it here are, too.
  for (const name of ['1', '2']) {
    const told = nextToldNodes();
    gatherings.enter(TOPIC, { id: name, username: name, displayName: name, rank: 'forum-explorer' }, name);
    expect((await told).count).toBe(Number(name));
  }
  certain = true;
  const { payload } = await ear.notice(({ type }) => type === 'presence');
  expect((payload as Gathering).members.map(({ id }) => id)).toEqual(['1', '2']);
  gatherings.close();
  ear.close();
});
