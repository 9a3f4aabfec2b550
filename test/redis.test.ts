import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Program } from '../cluster/cluster.ts';
import { redisProgram } from '../cluster/programs.ts';
import { eventually } from '../load/conditions.ts';
import { createLimits } from '../server/lib/limits.ts';
import { createLogger } from '../server/lib/log.ts';
import { openRedis, type Redis } from '../server/lib/redis.ts';
import { fresh } from './support/person.ts';

// A real Redis that is killed, started again empty, and made to hang.

const log = createLogger('silent');
let directory: string;
let program: Program;
let redis: Redis;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-redis-'));
  program = redisProgram(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

beforeEach(async () => {
  await program.start();
  redis = openRedis(program.url, log);
  await connected();
});
afterEach(async () => {
  await redis.close();
  await program.kill('SIGKILL');
});

const connected = () =>
  eventually(
    () => redis.answers(),
    () => 'Redis is connected',
  );
const gone = () =>
  eventually(
    async () => !redis.connected,
    () => 'the connection to Redis is given up',
  );
const script = (text: string) => redis.scripts.eval(text, { keys: [], arguments: [] });

describe('Redis', () => {
  test('that was away is found again by itself, and answers', async () => {
    await program.kill('SIGKILL');
    await gone();
    expect(await redis.answers()).toBe(false);
    await expect(script('return 1')).rejects.toThrow();
    await program.start();
    await connected();
    expect(await script('return 1')).toBe(1);
  });

  test('that hangs is told from one that answers, and holds nobody up', async () => {
    program.pause();
    expect(await redis.answers()).toBe(false);
    await expect(script('return 1')).rejects.toThrow();
    await gone();
    program.resume();
    await connected();
    expect(await script('return 1')).toBe(1);
  });

  test('that hangs gets no more messages than it may be behind, and no message is kept for later while it is away', async () => {
    const { publish } = redis.publisher as { publish(channel: string, message: string): Promise<number | undefined> };
    const channel = fresh('channel');
    const heard: string[] = [];
    const { subscribe } = redis.subscriber as {
      subscribe(channel: string, hear: (message: string) => void): Promise<void>;
    };
    await subscribe(channel, (message) => heard.push(message));
    program.pause();
    const sent = Array.from({ length: 3_000 }, (_, index) =>
      publish(channel, `held up ${index}`).catch(() => undefined),
    );
    // Those beyond the limit are dropped at once; the others wait, or fail with the connection.
    await Promise.all(sent.slice(1_000));
    program.resume();
    await Promise.all(sent);
    await connected();
    await program.kill('SIGKILL');
    await gone();
    await publish(channel, 'while it is away').catch(() => undefined);
    await program.start();
    await connected();
    await eventually(
      async () => {
        await publish(channel, 'afterwards').catch(() => undefined);
        return heard.includes('afterwards');
      },
      () => `heard ${heard.at(-1)}`,
    );
    expect(heard).not.toContain('while it is away');
    expect(heard.filter((message) => message.startsWith('held up')).length).toBeLessThanOrEqual(1_000);
  });
});

describe('limits', () => {
  const LOGINS = 10;
  /** Two nodes' limits, each with connections of its own. */
  async function onTwoNodes(work: (uses: ((key: string) => Promise<void>)[]) => Promise<void>): Promise<void> {
    const other = openRedis(program.url, log);
    await eventually(
      () => other.answers(),
      () => 'the other node is connected',
    );
    const community = fresh('community');
    const limits = [redis, other].map((own) => createLimits({ factor: 1, redis: own, community }));
    await work(limits.map((own) => (key) => own.use('login', key)));
    await other.close();
  }

  /** How many of so many uses are let through, on one node after the other. */
  async function allowed(uses: ((key: string) => Promise<void>)[], key: string, times: number): Promise<number> {
    let count = 0;
    for (let n = 0; n < times; n += 1) {
      await uses[n % uses.length]!(key).then(
        () => {
          count += 1;
        },
        (error) => expect(error).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) }),
      );
    }
    return count;
  }

  test('are counted over all nodes, for each key apart', async () => {
    await onTwoNodes(async (uses) => {
      expect(await allowed(uses, 'one', 3 * LOGINS)).toBe(LOGINS);
      expect(await allowed(uses, 'another', 3 * LOGINS)).toBe(LOGINS);
    });
  });

  test('are counted by each node for itself while Redis is away, and together again when it is back', async () => {
    await onTwoNodes(async (uses) => {
      await program.kill('SIGKILL');
      await gone();
      expect(await allowed(uses, 'alone', 4 * LOGINS)).toBe(2 * LOGINS);
      await program.start();
      await connected();
      expect(await allowed(uses.slice(0, 1), 'together', LOGINS)).toBe(LOGINS);
    });
  });

  test('refuse nobody because Redis hangs', async () => {
    await onTwoNodes(async (uses) => {
      program.pause();
      expect(await allowed(uses.slice(0, 1), 'hanging', 2)).toBe(2);
      program.resume();
    });
  });

  test('of communities on the same Redis have nothing to do with each other', async () => {
    const limits = [fresh('one'), fresh('other')].map((community) => createLimits({ factor: 1, redis, community }));
    const uses = limits.map((own) => (key: string) => own.use('login', key));
    expect(await allowed(uses, 'same key', 4 * LOGINS)).toBe(2 * LOGINS);
  });
});
