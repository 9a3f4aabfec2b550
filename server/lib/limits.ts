import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit } from '../../shared/site.ts';
import { AppError } from './errors.ts';
import type { Redis } from './redis.ts';

/** How often (`points`) in how many seconds (`duration`): for strangers by address, for members by account. */
const LIMITS = {
  /** All that strangers may ask, by address. */
  stranger: { points: 300, duration: 60 },
  register: { points: 20, duration: 3_600 },
  /** By address and the account aimed at: guessing is slow, and no one can lock another out from elsewhere. */
  login: { points: 10, duration: 60 },
  refresh: { points: 60, duration: 60 },
  post: { points: 30, duration: 60 },
  message: { points: 30, duration: 60 },
  /** Messages to members who have never answered. */
  'message unanswered': { points: 30, duration: 3_600 },
  /** The same text to members who have never answered, by sender and text. */
  'message alike': { points: 5, duration: 3_600 },
  /** Conversations begun. */
  conversation: { points: 15, duration: 3_600 },
  'conversation a day': { points: 40, duration: 86_400 },
  invitation: { points: 60, duration: 3_600 },
  interest: { points: 20, duration: 3_600 },
  /** Files handed in. */
  upload: { points: 40, duration: 3_600 },
  'join request': { points: 20, duration: 86_400 },
  'lead application': { points: 5, duration: 86_400 },
  report: { points: 20, duration: 3_600 },
  /** Each goes through a thousand posts. */
  'rules trial': { points: 20, duration: 60 },
  /** Each goes through some thousand posts. */
  suggestions: { points: 20, duration: 60 },
  /** Files of all there is. */
  export: { points: 20, duration: 600 },
  /** Requests of a service, by its token. */
  service: { points: 240, duration: 60 },
  change: { points: 240, duration: 60 },
  watch: { points: 120, duration: 60 },
  read: { points: 1_200, duration: 60 },
  /** Two are said of a topic; a hurried reader opens one after the other. */
  view: { points: 120, duration: 60 },
  viewing: { points: 120, duration: 60 },
  /** Twenty are said in a minute of writing. */
  typing: { points: 120, duration: 60 },
} as const;

export type LimitName = keyof typeof LIMITS;

/** The limits as they come. */
export const LIMITS_AT_FIRST: Record<LimitName, Limit> = LIMITS;

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMITS, name);

export type Limits = {
  /** Counts one use by `key`. @throws AppError rate_limited with the seconds to wait. */
  use(name: LimitName, key: string): Promise<void>;
  /**
   * Goes on with these limits in the place of those that come, by name; those left out are as they come. What a node has counted for itself
   * under a limit that changes begins anew; what Redis has counted goes on.
   */
  adjust(limits: Record<string, Limit>): void;
};

/** What limits are counted with. */
type Parts = {
  /** Multiplies every limit. */
  factor: number;
  /** Counts for all nodes together; while it is away, and without it, each node counts for itself. */
  redis: Redis | null;
  /** What those who share the store are called on Redis. */
  community: string;
};

export function createLimits(parts: Parts): Limits {
  const names = Object.keys(LIMITS) as LimitName[];
  const made = new Map(names.map((name) => [name, counted(name, LIMITS[name], parts)]));
  return {
    async use(name, key) {
      try {
        await made.get(name)!.limiter.consume(key);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        throw new AppError('rate_limited', undefined, { retryAfter: Math.ceil(rejection.msBeforeNext / 1_000) });
      }
    },
    adjust(changed) {
      for (const name of names) {
        const limit = changed[name] ?? LIMITS[name];
        const { points, duration } = made.get(name)!.limit;
        if (points === limit.points && duration === limit.duration) continue;
        made.set(name, counted(name, limit, parts));
      }
    },
  };
}

const counted = (name: LimitName, limit: Limit, parts: Parts) => ({ limit, limiter: limiter(name, limit, parts) });

function limiter(
  name: LimitName,
  { points, duration }: Limit,
  { factor, redis, community }: Parts,
): RateLimiterMemory | RateLimiterRedis {
  const limit = { points: Math.max(1, Math.round(points * factor)), duration };
  const alone = new RateLimiterMemory({ ...limit, keyPrefix: name });
  if (!redis) return alone;
  return new RateLimiterRedis({
    ...limit,
    keyPrefix: `guildhall:${community}:limit:${name}`,
    storeClient: redis.scripts,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    insuranceLimiter: alone,
    // Who is over the limit is refused without asking Redis again.
    inMemoryBlockOnConsumed: limit.points + 1,
  });
}
