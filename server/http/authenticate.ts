import type { Request } from 'express';
import { accountTogether } from '../accounts/account.ts';
import { liveSessionOwner } from '../accounts/actions.ts';
import { refuseSuspended } from '../accounts/suspension.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { AppError } from '../lib/errors.ts';
import type { ServiceTokenRecord } from '../partners/service-token.ts';
import { serviceBy } from '../partners/service-token-actions.ts';
import type { Caller } from './route.ts';

/**
 * Who a request comes from, by its access token. Session and account are looked up each time: a revoked session, a lost role or a
 * suspension counts from the next request on. Who is suspended is told so by a token from before, too.
 * @throws AppError unauthorized, suspended
 */
export async function authenticate(request: Request, tokens: Tokens): Promise<Caller> {
  const { accountId, sessionId } = tokens.verify(bearerOf(request));
  const [owner, viewer] = await Promise.all([liveSessionOwner(sessionId), accountTogether(accountId)]);
  if (!viewer || viewer.erasedAt) throw new AppError('unauthorized');
  refuseSuspended(viewer);
  if (owner !== accountId) throw new AppError('unauthorized');
  return { viewer, sessionId };
}

/** Which service a request comes from. A revoked token counts from the next request on. @throws AppError unauthorized */
export const authenticateService = (request: Request): Promise<ServiceTokenRecord> => serviceBy(bearerOf(request));

function bearerOf(request: Request): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new AppError('unauthorized');
  return token;
}
