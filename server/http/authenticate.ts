import type { Request } from 'express';
import { AccountModel } from '../accounts/account.ts';
import { liveSession } from '../accounts/actions.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { toId } from '../db/id.ts';
import { AppError } from '../lib/errors.ts';
import type { Caller } from './route.ts';

/**
 * Who a request comes from, by its access token. Session and account are looked up each time: a revoked session or a
 * lost role counts from the next request on.
 * @throws AppError unauthorized
 */
export async function authenticate(request: Request, tokens: Tokens): Promise<Caller> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new AppError('unauthorized');
  const { accountId, sessionId } = tokens.verify(token);
  const [session, viewer] = await Promise.all([liveSession(sessionId), AccountModel.findById(toId(accountId)).lean()]);
  if (!viewer || !session?.account.equals(viewer._id)) throw new AppError('unauthorized');
  return { viewer, sessionId };
}
