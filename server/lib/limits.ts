import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';

/** How often (`points`) in how many seconds (`duration`): for strangers by address, for members by account. */
const LIMITS = {
  /** All that strangers may ask, by address. */
  stranger: { points: 300, duration: 60 },
  register: { points: 20, duration: 3_600 },
  /** By address and the account aimed at: guessing is slow, and no one can lock another out from elsewhere. */
  login: { points: 10, duration: 60 },
  refresh: { points: 60, duration: 60 },
  post: { points: 30, duration: 60 },
  change: { points: 240, duration: 60 },
  watch: { points: 120, duration: 60 },
  read: { points: 1_200, duration: 60 },
} as const;

export type LimitName = keyof typeof LIMITS;

export type Limits = {
  /** Counts one use by `key`. @throws AppError rate_limited with the seconds to wait. */
  use(name: LimitName, key: string): Promise<void>;
};

/** @param factor multiplies every limit. */
export function createLimits(factor: number): Limits {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, { points, duration }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: Math.max(1, Math.round(points * factor)), duration }),
    ]),
  ) as Record<LimitName, RateLimiterMemory>;
  return {
    async use(name, key) {
      try {
        await limiters[name].consume(key);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        throw new AppError('rate_limited', undefined, { retryAfter: Math.ceil(rejection.msBeforeNext / 1_000) });
      }
    },
  };
}
