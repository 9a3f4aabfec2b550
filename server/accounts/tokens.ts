import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Id } from '../../shared/values.ts';
import { AppError } from '../lib/errors.ts';

/** Who an access token speaks for. Rights are never in it: they are looked up at each use. */
export type Claims = { accountId: string; sessionId: string };

export type Tokens = {
  /** An access token, good for ten minutes. */
  sign(claims: Claims): string;
  /** @throws AppError unauthorized for any token that is not ours, whole, in time and meant for us. */
  verify(token: string): Claims;
};

const PARTIES = { issuer: 'guildhall', audience: 'guildhall' };
const MINUTES = 10;
const Payload = z.object({ sub: Id, sid: Id });

/** @param secret at least 32 characters, the same on all nodes. */
export function createTokens(secret: string): Tokens {
  // A KeyObject, not the string: jsonwebtoken turns a string into a key at each call, at forty times the cost.
  const key = createSecretKey(Buffer.from(secret));
  return {
    sign: ({ accountId, sessionId }) =>
      jwt.sign({ sid: sessionId }, key, {
        ...PARTIES,
        subject: accountId,
        algorithm: 'HS256',
        expiresIn: MINUTES * 60,
      }),
    verify(token) {
      try {
        const payload = Payload.parse(jwt.verify(token, key, { ...PARTIES, algorithms: ['HS256'] }));
        return { accountId: payload.sub, sessionId: payload.sid };
      } catch {
        throw new AppError('unauthorized', 'The access token is not valid, or no longer.');
      }
    },
  };
}
