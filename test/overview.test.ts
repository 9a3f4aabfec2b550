import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import { createLogger } from '../server/lib/log.ts';
import { startSampling } from '../server/staff/sampling.ts';
import type { NodeState, Overview } from '../shared/staff.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
});
afterAll(() => guildhall?.close());

const read = async (): Promise<Overview> => ok(await staff.get('/staff/overview')).body;
const nodes = () => mongoose.connection.collection<{ _id: string }>('nodes');

async function until(holds: (overview: Overview) => boolean, what: string): Promise<Overview> {
  let overview = await read();
  await eventually(
    async () => {
      overview = await read();
      return holds(overview);
    },
    () => what,
  );
  return overview;
}

test('a node says what it is like as soon as it is open, and again and again', async () => {
  const ear = await staff.listen();
  await ear.watch({ staff: null });
  await staff.makeGroup();
  const { nodes, accounts, groups, every } = await until(
    ({ nodes }) => nodes.some(({ samples }) => samples.some(({ sockets, writes }) => sockets > 0 && writes > 0)),
    'a sample tells of the socket and of what was written',
  );
  expect(nodes).toHaveLength(1);
  expect(nodes[0]).toMatchObject({ alive: true, redis: null, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  const sample = nodes[0]!.samples.at(-1)!;
  expect(sample.requests).toBeGreaterThan(0);
  expect(sample.memory).toBeGreaterThan(1_000_000);
  expect(sample.rooms).toBeGreaterThan(0);
  expect(sample.lag).toBeGreaterThanOrEqual(0);
  // The one who was made on the first start is of the staff, too.
  expect({ accounts, groups, every }).toEqual({ accounts: 2, groups: 1, every: 5 });
  ear.close();
});

test('a node keeps its latest samples and no more', async () => {
  const [{ id }] = (await read()).nodes as [NodeState];
  const old = { at: new Date(0), sockets: 0, rooms: 0, requests: 0, writes: 0, deliveries: 0, lag: 0, memory: 0 };
  await nodes().updateOne({ _id: id }, { $set: { samples: Array.from({ length: 60 }, () => old) } });
  const { nodes: shown } = await until(
    ({ nodes }) => nodes[0]!.samples.at(-1)!.at !== old.at.toISOString(),
    'the node adds a sample',
  );
  expect(shown[0]!.samples).toHaveLength(60);
});

test('a node that fell silent is shown as such for a while, then no more', async () => {
  const [{ startedAt }] = (await read()).nodes as [NodeState];
  const silentFor = (seconds: number) =>
    nodes().updateOne(
      { _id: 'fallen' },
      {
        $set: {
          version: '0.0.1',
          startedAt: new Date(new Date(startedAt).getTime() - 1_000),
          seenAt: new Date(Date.now() - seconds * 1_000),
          redis: true,
          samples: [],
        },
      },
      { upsert: true },
    );
  await silentFor(60);
  expect((await read()).nodes.map(({ id, alive }) => [id === 'fallen', alive])).toEqual([
    [true, false],
    [false, true],
  ]);
  await silentFor(900);
  expect((await read()).nodes.map(({ alive }) => alive)).toEqual([true]);
});

test('nobody but staff sees it', async () => {
  for (const role of ['member', 'moderator'] as const) {
    const person = await Person.register(guildhall.url, role, role);
    expect(await person.get('/staff/overview')).toMatchObject({ status: 403 });
  }
});

test('a node that ends in order is gone from it', async () => {
  const gone = startSampling(
    () => ({ sockets: 1, rooms: 1, requests: 1, deliveries: 1 }),
    null,
    createLogger('silent'),
  );
  await until(({ nodes }) => nodes.length === 2, 'the second node is there');
  await gone();
  expect((await read()).nodes).toHaveLength(1);
});
