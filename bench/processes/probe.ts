import { setTimeout as wait } from 'node:timers/promises';
import { answer } from './answer.ts';

/** Loaded into every process ahead of its program, and asked from outside: the program itself runs unchanged. */

/** In bytes. `js` is what JavaScript holds: its heap and the buffers outside. */
export type Memory = { rss: number; js: number };

answer({
  /** CPU time of all threads, user and system, in milliseconds. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** What is in use once garbage is gone. Needs --expose-gc. */
  async memory(): Promise<Memory> {
    for (let round = 0; round < 4; round += 1) {
      global.gc?.();
      await wait(50);
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, js: heapUsed + external };
  },
});
