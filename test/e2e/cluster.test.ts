import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Group } from '../../shared/groups.ts';
import { openCluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { joinGroup, openBrowser, postWith, reply, sees, signUp, startTopic, type Visitor, visit } from './visitor.ts';

// Two members talk through the balancer while nodes come and go. Nobody reloads a page.

jest.setTimeout(90_000);

let cluster: Cluster;
let browser: Browser;
let group: Group;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  cluster = await openCluster();
  browser = await openBrowser();
  group = await (await Person.register(cluster.url, 'leader', 'staff')).makeGroup({ guidelines: 'Be kind.' });
  ana = await visit(browser, cluster.url, 'Ana');
  ben = await visit(browser, cluster.url, 'Ben');
  for (const visitor of [ana, ben]) {
    await signUp(visitor);
    await joinGroup(visitor, group.slug);
  }
  await startTopic(ana, group.slug, 'Storm tonight?', 'The lights are flickering.');
  await ben.page.goto(ana.page.url());
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cluster?.stop();
});

/** Both see each of these posts, and each of them once. */
async function bothSeeOnce(...texts: string[]): Promise<void> {
  for (const visitor of [ana, ben]) {
    for (const text of texts) {
      await sees(postWith(visitor, text));
      expect(await postWith(visitor, text).count()).toBe(1);
    }
  }
}

test('what one writes the other sees, whatever node they are on', async () => {
  await reply(ana, 'Here all is dark.');
  await reply(ben, 'Candles are in the drawer.');
  await bothSeeOnce('Here all is dark.', 'Candles are in the drawer.');
});

test('a node is killed, and all that was and is written comes to both', async () => {
  await cluster.nodes[0]!.kill('SIGKILL');
  await reply(ana, 'Are you still there?');
  await reply(ben, 'Still here.');
  await bothSeeOnce('Are you still there?', 'Still here.');
});

test('it comes back and the other one is stopped, and nobody notices', async () => {
  await cluster.nodes[0]!.start();
  const stopping = cluster.nodes[1]!.kill('SIGTERM');
  await reply(ben, 'The lamp is lit again.');
  await stopping;
  await reply(ana, 'Here too.');
  await bothSeeOnce('The lamp is lit again.', 'Here too.');
  expect([ana.problems, ben.problems]).toEqual([[], []]);
});
