import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { closeSocket, type LiveSocket, openSocket } from '../../client/live/socket.ts';
import { type Guildhall, startGuildhall } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/lib/log.ts';
import { freshDatabase } from '../support/guildhall.ts';
import { request } from '../support/http.ts';
import { ok, Person } from '../support/person.ts';

const config = { ...readConfig({}), mongodbUri: freshDatabase(), demo: false, limitFactor: 1_000 };
const start = (port: number) => startGuildhall({ ...config, port }, createLogger('silent'));

let guildhall: Guildhall;
let socket: LiveSocket;
beforeEach(async () => {
  guildhall = await start(0);
  // What a page has: its own address.
  Object.assign(globalThis, { location: new URL(guildhall.url) });
});
afterEach(async () => {
  closeSocket(socket);
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'location');
  await guildhall.close();
  const left = await mongoose.createConnection(config.mongodbUri).asPromise();
  await left.dropDatabase();
  await left.close();
});

test('the client comes back by itself to a server that was away', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.01);
  const { heard, until } = listen();
  socket = openSocket(tokensOf(await Person.register(guildhall.url)), heard);
  await until('connected');
  await guildhall.close();
  await until('disconnected');
  guildhall = await start(Number(new URL(guildhall.url).port));
  await until('connected');
});

test('the client stays away when its session has ended', async () => {
  const { heard, until } = listen();
  const person = await Person.register(guildhall.url);
  socket = openSocket(tokensOf(person), heard);
  await until('connected');
  ok(await request(guildhall.url, 'POST', '/auth/logout', { headers: { cookie: person.cookie } }));
  await until('refused revoked');
  expect(socket.active).toBe(false);
});

const tokensOf = ({ token }: Person) => ({ fresh: async () => token, renewed: async () => token });

/** What the socket tells, one thing after the other. */
function listen() {
  const told: string[] = [];
  let wake = () => {};
  const tell = (word: string) => {
    told.push(word);
    wake();
  };
  const heard = {
    connected: () => tell('connected'),
    disconnected: () => tell('disconnected'),
    pushed: () => {},
    revoked: () => {},
    refused: (code: string) => tell(`refused ${code}`),
  };
  const until = async (word: string) => {
    while (!told.includes(word)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    told.splice(0, told.indexOf(word) + 1);
  };
  return { heard, until };
}
