import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freshDatabase } from './support/guildhall.ts';
import { json, request } from './support/http.ts';
import { GuildhallProcess, temporaryDirectory } from './support/process.ts';

const running: GuildhallProcess[] = [];

function start(environment: Record<string, string>): GuildhallProcess {
  const guildhall = new GuildhallProcess(environment);
  running.push(guildhall);
  return guildhall;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((guildhall) => guildhall.kill('SIGKILL')));
});

/** One clear line on standard error and an exit code, whatever is wrong. */
async function refused(environment: Record<string, string>): Promise<string> {
  const guildhall = start(environment);
  const { code } = await guildhall.ended;
  expect(code).toBe(1);
  expect(guildhall.out).toBe('');
  expect(guildhall.errors.trim().split('\n')).toHaveLength(1);
  return guildhall.errors;
}

describe('a start that cannot work says why in one line', () => {
  test('when a setting is wrong, which one', async () => {
    const message = await refused({ PORT: 'many', JWT_SECRET: 'short', MONGODB_URI: 'http://x' });
    for (const name of ['PORT', 'JWT_SECRET', 'MONGODB_URI']) expect(message).toMatch(name);
  });

  test('when the port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    expect(await refused({ PORT: String(port), GUILDHALL_DATA: await temporaryDirectory() })).toMatch(
      `Port ${port} is taken`,
    );
    squatter.close();
  });

  test('when the data directory cannot be one', async () => {
    const file = join(await temporaryDirectory(), 'a-file');
    await writeFile(file, '');
    expect(await refused({ GUILDHALL_DATA: file })).toMatch('a-file');
  });

  test('when another process has the data directory', async () => {
    const data = await temporaryDirectory();
    const first = start({ GUILDHALL_DATA: data });
    await first.url();
    expect(await refused({ GUILDHALL_DATA: data })).toMatch(/in use/);
    expect((await fetch(`${await first.url()}/readyz`)).status).toBe(200);
  });

  test('when MongoDB cannot be reached, and without its password', async () => {
    const message = await refused({ MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/guildhall' });
    expect(message).toMatch(/Cannot reach the store/);
    expect(message).not.toMatch('secret');
  });
});

test('the first start tells the staff password, the second does not; signals end it in order', async () => {
  const data = await temporaryDirectory();
  const first = start({ GUILDHALL_DATA: data, DEMO: 'true' });
  const url = await first.url();
  expect(first.out).toMatch(/sign in as staff with the password \S+/);
  const body = JSON.stringify({ login: 'ana', password: 'guildhall-demo' });
  const signedIn = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(signedIn.status).toBe(200);
  const { accessToken } = await json(signedIn);
  // Ctrl-C in a terminal comes twice: to all it runs, and once more by way of npm.
  first.child.kill('SIGINT');
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });

  const second = start({ GUILDHALL_DATA: data, DEMO: 'true' });
  const groups = await fetch(`${await second.url()}/api/v1/groups`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect((await json(groups)).items.length).toBeGreaterThanOrEqual(8);
  expect(second.out).not.toMatch('sign in as staff');
});

test('three nodes that start at once on an empty store fill it once', async () => {
  const MONGODB_URI = freshDatabase();
  const nodes = [1, 2, 3].map(() => start({ MONGODB_URI, DEMO: 'true' }));
  const urls = await Promise.all(nodes.map((node) => node.url()));
  expect(nodes.filter((node) => node.out.includes('sign in as staff'))).toHaveLength(1);
  expect(nodes.filter((node) => node.out.includes('Demo community'))).toHaveLength(1);
  const body = { login: 'ana', password: 'guildhall-demo' };
  const { accessToken: token } = (await request(urls[0]!, 'POST', '/auth/login', { body })).body;
  for (const url of urls) {
    const { items } = (await request(url, 'GET', '/groups', { token })).body;
    const names = items.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThanOrEqual(8);
  }
});

describe('a node with a Redis it cannot reach', () => {
  test('starts all the same, and says that it is degraded', async () => {
    const node = start({ GUILDHALL_DATA: await temporaryDirectory(), REDIS_URL: 'redis://127.0.0.1:9' });
    const answer = await fetch(`${await node.url()}/readyz`);
    expect([answer.status, await json(answer)]).toEqual([200, { status: 'degraded', store: true, redis: false }]);
    node.child.kill('SIGTERM');
    expect(await node.ended).toEqual({ code: 0, signal: null });
  });

  test('is refused an address that is none', async () => {
    expect(await refused({ REDIS_URL: 'localhost:6379' })).toMatch('REDIS_URL');
  });
});
