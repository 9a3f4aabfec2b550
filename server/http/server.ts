import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import type { Redis } from '../lib/redis.ts';
import { clientFiles } from './client-files.ts';
import type { Drain } from './drain.ts';
import { type Metrics, mayReadMetrics } from './metrics.ts';
import { openApiOf } from './openapi.ts';
import { problemHandler } from './problems.ts';
import { readiness } from './readiness.ts';
import { createRouter, type RouterParts } from './router.ts';
import { routes } from './routes.ts';

type Parts = RouterParts & {
  log: Logger;
  metrics: Metrics;
  metricsToken?: string;
  trustProxy: number;
  redis: Redis | null;
  drain: Drain;
};

/** Longer than any balancer leaves a connection idle, so that it never sends a request on one that is just closed. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP side of a node: the API, the web client, and what watches over both. */
export function createHttp(parts: Parts): Server {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(requestLog(parts.log), parts.metrics.observe, parts.drain.asks, securityHeaders(), compression());
  watchOver(app, parts);
  const description = openApiOf(routes);
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(description));
  app.get('/.well-known/jwks.json', (_request, response) => void response.json(parts.badges.keys));
  app.use('/api/v1', cookieParser(), createRouter(routes, parts));
  app.use('/api', () => {
    throw new AppError('not_found');
  });
  app.use(clientFiles());
  app.use(problemHandler(parts.log));
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
}

function watchOver(app: Express, { metrics, metricsToken, redis, drain }: Parts): void {
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', readiness(redis, drain));
  app.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, metricsToken)) throw new AppError('not_found');
    const { type, text } = await metrics.read();
    response.type(type).send(text);
  });
}

function requestLog(log: Logger) {
  return pinoHttp({
    logger: log,
    genReqId(request, response) {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: ({ url = '' }) => /^\/(healthz|readyz|metrics|assets\/)/.test(url) },
    serializers: {
      // The client's own address, as far as the proxies in front are believed.
      req: ({ id, method, url, raw }) => ({ id, method, url: withoutToken(url), address: (raw as Request).ip }),
      res: ({ statusCode }) => ({ statusCode }),
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
  });
}

/** What stands in a mail's link speaks for its reader. */
const withoutToken = (url: string): string => url.replace(/\btoken=[^&]*/, 'token=…');

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The component library sets sizes and colours as style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
  });
}
