import { json, type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { FieldError } from '../../shared/problems.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { AppError } from '../lib/errors.ts';
import type { LimitName, Limits } from '../lib/limits.ts';
import type { BadgeTokens } from '../partners/badge-tokens.ts';
import type { Visitors } from '../partners/visitors.ts';
import { authenticate, authenticateService } from './authenticate.ts';
import { receive, sendDownload, sendPicture } from './files.ts';
import { type Caller, Download, Elsewhere, Picture, paramsSchema, Reply, type Route } from './route.ts';

export type RouterParts = {
  tokens: Tokens;
  limits: Limits;
  badges: BadgeTokens;
  visitors: Visitors;
  /** Hears of every signed-in request. */
  onVisit(caller: Caller): void;
};

const BODY_LIMIT = '256kb';

/** Serves the table: limit → who → check → act → answer, the same for every row. */
export function createRouter(routes: Route[], parts: RouterParts): Router {
  const router = Router({ caseSensitive: true });
  const readJson = json({ limit: BODY_LIMIT });
  for (const route of routes) {
    const params = paramsSchema(route.path);
    const readers = route.upload ? [] : [readJson];
    router[methodOf(route)](route.path, readers, (request: Request, response: Response) =>
      answer(route, params, parts, request, response),
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method);
    router.all(path, (_request, response) => {
      response.set('Allow', allowed.join(', '));
      throw new AppError('method_not_allowed');
    });
  }
  return router;
}

async function answer(
  route: Route,
  paramsOf: z.ZodObject,
  parts: RouterParts,
  request: Request,
  response: Response,
): Promise<void> {
  const { tokens, limits, badges, visitors } = parts;
  const caller = await admit(route, parts, request);
  const params = check(paramsOf, request.params, 'params') as Record<string, string>;
  const query = route.query ? check(route.query, request.query, 'query') : refuseAny(request.query);
  const body = route.body ? check(route.body, request.body, 'body') : undefined;
  const content = route.upload ? await receive(request, response, route.upload) : NOTHING;
  const call = { params, query, body, content, tokens, limits, badges, visitors, request, response, ...caller };
  const result = await route.act(call);
  if (result instanceof Download) await sendDownload(result, response);
  else if (result instanceof Picture) sendPicture(result, response);
  else send(route, result, response);
}

const NOTHING = Buffer.alloc(0);

/** Who calls, where the row is for those who are signed in; counted by account, by the service's token, or by address. */
async function admit(
  route: Route,
  { tokens, limits, onVisit }: RouterParts,
  request: Request,
): Promise<Caller | undefined> {
  switch (route.access) {
    case 'open':
      await limitStranger(route, limits, request);
      return undefined;
    case 'service': {
      const { _id } = await authenticateService(request);
      await limits.use(route.limit ?? 'service', _id.toString());
      return undefined;
    }
    case 'signed in': {
      const caller = await authenticate(request, tokens);
      await limits.use(route.limit ?? defaultLimit(route), caller.viewer._id.toString());
      onVisit(caller);
      return caller;
    }
    default:
      return route.access satisfies never;
  }
}

function send(route: Route, result: unknown, response: Response): void {
  // What is shown to one member must never come out of a cache for another.
  response.set('Cache-Control', 'no-store');
  if (result instanceof Elsewhere) response.redirect(303, result.url);
  else if (result instanceof Reply) response.status(result.status).json(result.body);
  else if (route.answer) response.status(route.status ?? 200).json(result);
  else response.status(204).end();
}

/** @throws AppError invalid_request naming every field that is wrong. */
function check(schema: z.ZodType, value: unknown, where: 'params' | 'query' | 'body'): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors: FieldError[] = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.') || where,
    message: issue.message,
  }));
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid_request', detail.slice(0, 1_000), { errors: errors.slice(0, 50) });
}

function refuseAny(query: object): undefined {
  const errors = Object.keys(query).map((path) => ({ path, message: 'is not known here' }));
  if (errors.length > 0) throw new AppError('invalid_request', 'This address takes no query.', { errors });
}

async function limitStranger(route: Route, limits: Limits, request: Request): Promise<void> {
  const address = request.ip ?? '';
  await limits.use('stranger', address);
  if (!route.limit) return;
  const login = (request.body as { login?: unknown } | undefined)?.login;
  const aim = typeof login === 'string' ? ` ${login.trim().toLowerCase().slice(0, 254)}` : '';
  await limits.use(route.limit, address + aim);
}

const defaultLimit = (route: Route): LimitName => (route.method === 'GET' ? 'read' : 'change');

const methodOf = (route: Route) => route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
