import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Guildhall } from '../server/app.ts';
import { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { metric, metricFits } from './support/metrics.ts';
import { ok, Person } from './support/person.ts';

// A node follows an account's stream for as long as one of its sockets is there, and not longer.

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

const streams = () => metric(guildhall.url, 'guildhall_streams');
const nothingIsLeft = () => metricFits(guildhall.url, 'guildhall_streams', (count) => count === 0);
const logOut = async ({ cookie }: Person) =>
  ok(await request(guildhall.url, 'POST', '/auth/logout', { headers: { cookie } }));

test('one of two devices that goes leaves the other reachable, and the last leaves nothing', async () => {
  const person = await Person.register(guildhall.url);
  const [first, second] = [await person.listen(), await person.listen()];
  expect(await streams()).toBe(1);
  first.close();
  await metricFits(guildhall.url, 'guildhall_sockets', (count) => count === 1);
  expect(await streams()).toBe(1);
  await logOut(person);
  expect((await second.notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'revoked' });
  await nothingIsLeft();
});

test('one that is refused leaves nothing', async () => {
  const person = await Person.register(guildhall.url);
  await logOut(person);
  await expect(Ear.open(guildhall.url, person.token)).rejects.toMatchObject({ data: { code: 'unauthorized' } });
  await nothingIsLeft();
});

test('those whose connections break while they are let in leave nothing', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => Person.register(guildhall.url)));
  await Promise.all(people.map(breakOffEarly));
  // Who comes after them is let in after them.
  (await people[0]!.listen()).close();
  await nothingIsLeft();
});

/** Connects, says who it is, and is gone before it can be answered. */
async function breakOffEarly({ token }: Person): Promise<void> {
  const socket = new WebSocket(`${guildhall.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await once(socket, 'message');
  await new Promise((sent) => socket.send(`40${JSON.stringify({ token })}`, sent));
  socket.terminate();
  await once(socket, 'close');
}
