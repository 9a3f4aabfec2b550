import { readFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Cluster, Program } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { Problem } from '../../shared/problems.ts';
import { openCluster } from '../support/cluster.ts';
import { Ear } from '../support/ear.ts';
import { json, request } from '../support/http.ts';
import { community } from '../support/person.ts';

// Two nodes in processes of their own, the store, Redis, and nginx in front with the configuration that is deployed.

jest.setTimeout(60_000);

let cluster: Cluster;
let scene: Awaited<ReturnType<typeof community>>;

beforeAll(async () => {
  cluster = await openCluster({ environment: { LIMIT_FACTOR: '1', DRAIN_SECONDS: '0' } });
  scene = await community(cluster.url);
});

afterAll(() => cluster?.stop());

/** A socket through the balancer. */
async function connect(options: Partial<ManagerOptions & SocketOptions>): Promise<Socket> {
  const { token } = scene.members[0]!;
  const socket = io(cluster.url, { auth: { token }, forceNew: true, reconnection: false, ...options });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Has sockets watch the group, a member reply, and comes back when all of them have heard of it. */
async function talk(sockets: Socket[]): Promise<void> {
  const stream = `group:${scene.group.id}`;
  for (const socket of sockets) {
    expect(await socket.timeout(10_000).emitWithAck('watch', { streams: { [stream]: null } })).toMatchObject({
      ok: true,
    });
  }
  const heard = sockets.map(
    (socket) => new Promise((resolve) => socket.once('topic.created', ({ data }) => resolve(data.topic.id))),
  );
  const { topic } = await scene.leader.startTopic(scene.group);
  expect(await Promise.all(heard)).toEqual(sockets.map(() => topic.id));
  for (const socket of sockets) socket.disconnect();
}

/** How many sockets a node has. */
async function socketsOf({ url }: Program): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^guildhall_sockets (\d+)$/m.exec(text)?.[1]);
}

const socketsOfAll = () => Promise.all(cluster.nodes.filter(({ running }) => running).map(socketsOf));
const several = <T>(make: (index: number) => Promise<T>, count = 8) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

async function noSockets(): Promise<void> {
  await eventually(
    async () => (await socketsOfAll()).every((count) => count === 0),
    () => 'no socket is left',
  );
}

test('the page and the API are reached through the balancer', async () => {
  const page = await fetch(cluster.url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toMatch('text/html');
  expect((await scene.members[0]!.get('/me')).status).toBe(200);
});

test('nginx runs with the configuration that is deployed', async () => {
  const words = (await readFile(`/proc/${cluster.balancer!.pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  const [, used] = /-c (\S+)/.exec(words)!;
  expect(await readFile(used!)).toEqual(await readFile('deploy/nginx.conf'));
});

test('members on different nodes hear each other', async () => {
  const ears = await Promise.all(cluster.nodes.map(({ url }, index) => Ear.open(url, scene.members[index]!.token)));
  const stream = `group:${scene.group.id}`;
  for (const ear of ears) await ear.watch({ [stream]: null });
  const { topic } = await scene.members[0]!.startTopic(scene.group);
  for (const ear of ears) await ear.next('topic.created', ({ data }) => data.topic.id === topic.id);
  for (const ear of ears) ear.close();
});

describe('sockets through the balancer', () => {
  test('of clients that can only poll stay with one node each', async () => {
    const sockets = await several((index) =>
      connect({ transports: ['polling'], query: { client: `poller-${index}` } }),
    );
    await talk(sockets);
  });

  test('of clients that poll and give no name stay with one node', async () => {
    await talk(await several(() => connect({ transports: ['polling'] })));
  });

  test('that begin by polling become websockets', async () => {
    const sockets = await several(async (index) => {
      const socket = await connect({ transports: ['polling', 'websocket'], query: { client: `upgrader-${index}` } });
      const { engine } = socket.io;
      if (engine.transport.name === 'polling') await new Promise((resolve) => engine.once('upgrade', resolve));
      expect(engine.transport.name).toBe('websocket');
      return socket;
    });
    await talk(sockets);
  });

  test('of clients that poll are spread over the nodes', async () => {
    await noSockets();
    const sockets = await several((index) => connect({ transports: ['polling'], query: { client: `p-${index}` } }), 24);
    expect(Math.min(...(await socketsOfAll()))).toBeGreaterThan(0);
    for (const socket of sockets) socket.disconnect();
  });

  test('that are websockets from the start go to whichever node has fewest', async () => {
    await noSockets();
    const sockets = await several(() => connect({ transports: ['websocket'], query: { client: 'all-the-same' } }), 12);
    expect(Math.min(...(await socketsOfAll()))).toBeGreaterThanOrEqual(3);
    await talk(sockets);
  });
});

describe('the balancer', () => {
  test('does not let a client pass for another address, to be counted afresh', async () => {
    const refresh = (address: string, from?: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { 'X-Forwarded-For': address, 'X-Real-IP': address, Forwarded: `for=${address}` };
        ask(`${cluster.url}/api/v1/auth/refresh`, { method: 'POST', headers, localAddress: from }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode!));
        })
          .once('error', reject)
          .end();
      });
    const statuses: number[] = [];
    for (let index = 0; index < 65; index += 1) statuses.push(await refresh(`10.0.0.${index}`));
    expect(statuses.slice(0, 20)).not.toContain(429);
    expect(statuses.at(-1)).toBe(429);
    // Who comes from elsewhere is not counted in, whatever address they claim.
    expect(await refresh('127.0.0.1', '127.0.0.2')).toBe(401);
  });

  test('keeps the numbers of the nodes to itself', async () => {
    for (const path of [
      '/metrics',
      '/metrics/',
      '/METRICS',
      '//metrics',
      '/%6detrics',
      '/metrics?x=1',
      '/x/../metrics',
    ]) {
      const answer = await fetch(`${cluster.url}${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(Problem.parse(await json(answer)).code).toBe('not_found');
    }
  });

  test('hands on the name of a request, or gives it one', async () => {
    const named = await fetch(`${cluster.url}/healthz`, { headers: { 'X-Request-Id': 'from-the-client.1' } });
    expect(named.headers.get('x-request-id')).toBe('from-the-client.1');
    const unnamed = await fetch(`${cluster.url}/healthz`, { headers: { 'X-Request-Id': 'no!' } });
    expect(unnamed.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('refuses what is far too large as the nodes refuse what is too large', async () => {
    for (const bytes of [300_000, 3_000_000]) {
      const answer = await request(cluster.url, 'POST', '/auth/login', { body: { login: 'x'.repeat(bytes) } });
      expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
    }
  });

  test('sends sockets to a node that has come to it', async () => {
    await noSockets();
    const node = await cluster.addNode();
    const sockets = await several(() => connect({ transports: ['websocket'] }), 12);
    expect(await socketsOf(node)).toBeGreaterThanOrEqual(2);
    await talk(sockets);
    await node.kill();
  });

  test('passes over a node that was killed, and comes back to it', async () => {
    const [first] = cluster.nodes;
    await first!.kill('SIGKILL');
    for (let round = 0; round < 20; round += 1) {
      expect((await scene.leader.get(`/groups/${scene.group.slug}`)).status).toBe(200);
    }
    const { topic } = await scene.leader.startTopic(scene.group);
    for (let round = 0; round < 10; round += 1) await scene.leader.reply(topic.id);
    await talk(await several(() => connect({ transports: ['websocket'] })));
    await talk(await several((index) => connect({ transports: ['polling'], query: { client: `after-${index}` } })));

    await first!.start();
    const found: Socket[] = [];
    await eventually(
      async () => {
        found.push(await connect({ transports: ['websocket'] }));
        return (await socketsOf(first!)) > 0;
      },
      () => 'a socket comes to the node again',
    );
    for (const socket of found) socket.disconnect();
  });

  test('says when to come back where no node is there', async () => {
    const running = cluster.nodes.filter((node) => node.running);
    await Promise.all(running.map((node) => node.kill('SIGKILL')));
    const answer = await request(cluster.url, 'GET', '/me');
    expect([answer.status, answer.body.code]).toEqual([503, 'busy']);
    expect((await request(cluster.url, 'POST', '/auth/refresh')).status).toBe(503);
    expect((await fetch(`${cluster.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(503);
    await Promise.all(running.map((node) => node.start()));
    await eventually(
      async () => (await fetch(`${cluster.url}/healthz`)).ok,
      () => 'the nodes are found again',
    );
  });
});
