import type { Logger } from './log.ts';

/**
 * Repeats `work` every `ms` milliseconds, leaving out a turn while the last is still going on. What fails is logged, and
 * the next turn tries again: the store may be away for a while.
 * @param what names the work in the log.
 * @returns stops it, and waits for the turn under way.
 */
export function every(ms: number, what: string, work: () => Promise<void>, log: Logger): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error) => log.error({ err: error, what }, 'failed; the next turn tries again'))
      .finally(() => {
        running = null;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
