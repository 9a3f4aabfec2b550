import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../../cluster/cluster.ts';
import { openCluster } from '../support/cluster.ts';
import { faultsIn, LoadTarget } from '../support/load-run.ts';

// Runs against two nodes with Redis between them.

let cluster: Cluster;
let target: LoadTarget;

beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  target = await LoadTarget.over(cluster);
});
afterAll(() => target.close());

test('sockets on both nodes are told everything', async () => {
  const run = target.start(['--workers', '2']);
  const code = await run.code();
  const report = await run.report();
  expect({ code, faults: faultsIn(report), target: report.target }).toEqual({
    code: 0,
    faults: {},
    target: target.urls,
  });
  expect(
    report.samples
      .at(-1)!
      .nodes.map(({ node }) => node)
      .sort(),
  ).toEqual(target.urls.map((url) => new URL(url).host).sort());
});

test('a node that is killed and started again takes nothing from anyone, nor the judgement from the tester', async () => {
  const run = target.start(['--duration', '4']);
  await run.says(/24 of 24 sockets are connected/);
  await cluster.nodes[0]!.kill('SIGKILL');
  await cluster.nodes[0]!.start();
  const code = await run.code();
  const report = await run.report();
  expect({ code, faults: faultsIn(report) }).toEqual({ code: 0, faults: {} });
  expect(report.totals.timings.resumed!.count).toBeGreaterThanOrEqual(12);
  expect(report.totals.posts.failed).toBe(0);
});
