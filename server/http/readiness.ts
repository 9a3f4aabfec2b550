import type { RequestHandler } from 'express';
import { storeAnswers } from '../db/mongo.ts';
import type { Redis } from '../lib/redis.ts';
import type { Drain } from './drain.ts';

/** Without Redis a node is `degraded`: all goes on, but what happens on other nodes comes up to a second later. */
type Status = 'ready' | 'degraded' | 'unavailable' | 'draining';

/** Tells a balancer whether to send requests here: 200 for yes, 503 for no. `redis` is null where none is set. */
export function readiness(redis: Redis | null, drain: Drain): RequestHandler {
  return async (_request, response) => {
    const [store, redisAnswers] = await Promise.all([storeAnswers(), redis ? redis.answers() : null]);
    const status = statusOf(store, redisAnswers, drain.begun);
    const takesRequests = status === 'ready' || status === 'degraded';
    response.status(takesRequests ? 200 : 503).json({ status, store, redis: redisAnswers });
  };
}

function statusOf(store: boolean, redis: boolean | null, draining: boolean): Status {
  if (draining) return 'draining';
  if (!store) return 'unavailable';
  return redis === false ? 'degraded' : 'ready';
}
