import type { CookieOptions, Request, Response } from 'express';
import type { SignedIn } from '../../shared/accounts.ts';
import { presentAccount } from '../accounts/account.ts';
import type { SignIn } from '../accounts/actions.ts';
import { SESSION_DAYS } from '../accounts/session.ts';
import type { Tokens } from '../accounts/tokens.ts';

const NAME = 'guildhall_refresh';

/** The refresh token a browser sent, or an empty string. */
export function refreshCookie(request: Request): string {
  const cookies = request.cookies as Record<string, unknown>;
  return typeof cookies[NAME] === 'string' ? cookies[NAME] : '';
}

export function clearRefreshCookie(request: Request, response: Response): void {
  response.clearCookie(NAME, options(request));
}

/** Hands the tokens over: the refresh token as a cookie that scripts cannot read, the access token in the answer. */
export function signedInAnswer(signIn: SignIn, tokens: Tokens, request: Request, response: Response): SignedIn {
  const { account, session, refreshToken } = signIn;
  if (refreshToken) {
    response.cookie(NAME, refreshToken, { ...options(request), maxAge: SESSION_DAYS * 86_400_000 });
  }
  const claims = { accountId: account._id.toString(), sessionId: session._id.toString() };
  return { account: presentAccount(account), accessToken: tokens.sign(claims) };
}

// Strict: no other site can make a browser send it, so the routes that read it need no further token.
const options = (request: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: request.secure,
  path: '/api/v1/auth',
});
