import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, jest, test } from '@jest/globals';
import { startCluster } from '../../cluster/cluster.ts';
import { eventually } from '../../load/conditions.ts';
import { temporaryDirectory } from '../support/process.ts';

jest.setTimeout(60_000);

const environment = { LOG_LEVEL: 'silent', DEMO: 'false' };
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('what a cluster has started ends with it, also where it was killed, and also what hangs', async () => {
  const starter = `
    import { startCluster } from './cluster/cluster.ts';
    const { nodes, store, redis, balancer } = await startCluster({ environment: ${JSON.stringify(environment)} });
    nodes[1].pause();
    console.log(JSON.stringify([...nodes, store, redis, balancer].map(({ pid }) => pid)));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', starter]);
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')]);
  const pids: number[] = JSON.parse(line);
  expect(pids.map(runs)).toEqual(pids.map(() => true));
  child.kill('SIGKILL');
  await eventually(
    async () => !pids.some(runs),
    () => `${pids.filter(runs)} end`,
  );
});

test('a cluster that stops leaves its data whole, and starts on it again', async () => {
  const data = await temporaryDirectory();
  const first = await startCluster({ data, environment });
  const programs = [...first.nodes, first.store, first.redis!, first.balancer!];
  expect(first.nodes[0]!.output).toContain('First start: ');
  await first.stop();
  expect(programs.map(({ running }) => running)).toEqual(programs.map(() => false));
  // Ended in order, none of them had to be killed.
  for (const program of programs) expect([program.name, (await program.ended).signal]).not.toContain('SIGKILL');

  const second = await startCluster({ data, environment });
  expect(second.nodes[0]!.output).not.toContain('First start: ');
  await second.stop();
});

test('a cluster that cannot start says why in a line, and leaves nothing running', async () => {
  const data = await temporaryDirectory();
  const first = await startCluster({ data, nodes: 1, balancer: false, redis: false, environment });
  expect(first.url).toBe(first.nodes[0]!.url);
  await expect(startCluster({ data, environment })).rejects.toThrow(/^store does not start: .*in use/);
  const { PATH } = process.env;
  process.env.PATH = '/nowhere';
  await expect(startCluster({ environment })).rejects.toThrow('redis-server is not installed.');
  process.env.PATH = PATH;
  await first.stop();
});

test('what dies in a cluster that is looked after is started again', async () => {
  const cluster = await startCluster({ nodes: 1, supervise: true, environment });
  const [node] = cluster.nodes;
  for (const program of [node!, cluster.redis!, cluster.store, cluster.balancer!]) {
    const { pid } = program;
    await program.kill('SIGKILL');
    await eventually(
      async () => program.running && program.pid !== pid,
      () => `${program.name} runs again`,
    );
  }
  await eventually(
    async () =>
      (await fetch(`${cluster.url}/readyz`).then(
        ({ status }) => status,
        () => 0,
      )) === 200,
    () => 'it serves again',
  );
  await cluster.stop();
});
