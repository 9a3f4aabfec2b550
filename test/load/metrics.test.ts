import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { readExposition } from '../../load/exposition.ts';
import type { NodeSample } from '../../load/measured.ts';
import { type NodeWatch, watchNodes } from '../../load/nodes.ts';
import { openGuildhall } from '../support/guildhall.ts';

const TOKEN = 'a token of some length';
const closing: (() => unknown)[] = [];

afterEach(async () => {
  while (closing.length > 0) await closing.pop()!();
});

async function guildhall(metricsToken?: string): Promise<Awaited<ReturnType<typeof openGuildhall>>> {
  const opened = await openGuildhall({ metricsToken });
  closing.push(() => opened.close());
  return opened;
}

function watching(urls: string[], token?: string): NodeWatch {
  const watch = watchNodes(urls, { token, everyMs: 20 });
  closing.push(() => watch.stop());
  return watch;
}

/** A server that is no Guildhall. */
async function answering(answer: () => { status: number; text: string }): Promise<string> {
  const server = createServer((_, response) => {
    const { status, text } = answer();
    response.writeHead(status).end(text);
  });
  closing.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Looks until it is so; Jest ends it when it never is. */
async function until<T>(look: () => T | undefined | false | null): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await setImmediate();
  }
}

const measured = (watch: NodeWatch): Promise<NodeSample> => until(() => watch.read().find(({ cpu }) => cpu !== null));

test('a node tells its CPU, memory, delay and sockets', async () => {
  const { url } = await guildhall();
  const sample = await measured(watching([url]));
  expect(sample.node).toBe(new URL(url).host);
  expect(sample.cpu).toBeGreaterThan(0);
  expect(sample.memoryBytes).toBeGreaterThan(10_000_000);
  expect(sample.loopDelayMs).toBeGreaterThanOrEqual(0);
  expect(sample.sockets).toBe(0);
});

test('a node with a token is read by who has it', async () => {
  const { url } = await guildhall(TOKEN);
  const watch = watching([url], TOKEN);
  expect((await measured(watch)).memoryBytes).toBeGreaterThan(0);
  expect(watch.findings()).toEqual([]);
});

test('a node that refuses says nothing, and the token given is told to nobody', async () => {
  const { url } = await guildhall(TOKEN);
  const watch = watching([url], 'another token of some length');
  const finding = await until(() => watch.findings()[0]);
  expect(finding).toMatchObject({ about: 'server', severe: false, advice: expect.stringContaining('METRICS_TOKEN') });
  expect(JSON.stringify(finding)).not.toContain('another token');
  expect(watch.read()).toEqual([]);
});

test('what goes wrong with a node is told once', async () => {
  let asked = 0;
  const url = await answering(() => ({ status: 404 + asked++, text: '' }));
  const watch = watching([url]);
  await until(() => asked > 3);
  expect(watch.findings().map(({ text }) => text)).toEqual([expect.stringContaining('404')]);
});

test('a node that is not there does not keep another from being read', async () => {
  const { url } = await guildhall();
  const watch = watching(['http://127.0.0.1:1', url]);
  expect((await measured(watch)).node).toBe(new URL(url).host);
  expect(await until(() => watch.findings()[0])).toMatchObject({ text: expect.stringContaining('127.0.0.1:1 ') });
});

test('a page that is no figures is no node', async () => {
  const watch = watching([`${await answering(() => ({ status: 200, text: '<p>Welcome</p>' }))}/`]);
  expect((await until(() => watch.findings()[0])).text).toContain('no figures');
});

test('a node that dies is told of as one that died', async () => {
  const opened = await openGuildhall();
  const watch = watching([opened.url]);
  await measured(watch);
  await opened.close();
  expect(await until(() => watch.findings()[0])).toMatchObject({
    severe: true,
    text: expect.stringContaining('stopped telling'),
  });
});

test('a node that was started again is not reckoned with what it counted before', async () => {
  let seconds = 50;
  const url = await answering(() => ({
    status: 200,
    text: `process_cpu_seconds_total ${seconds}
`,
  }));
  const watch = watching([url]);
  await measured(watch);
  seconds = 1;
  await until(() => watch.read().some(({ cpu }) => cpu === null));
  expect((await measured(watch)).cpu).toBe(0);
});

test('the text is read as Prometheus reads it', () => {
  const text = '# HELP a x\n# TYPE a gauge\na 1.5e3\nb{x="1"} 2\nc -3 1700000000\nd NaN\n';
  expect([...readExposition(text)]).toEqual([
    ['a', 1500],
    ['c', -3],
    ['d', Number.NaN],
  ]);
});
