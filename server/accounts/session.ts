import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { model, Schema } from 'mongoose';
import type { Session } from '../../shared/accounts.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { daysFrom } from '../lib/days.ts';

export type SessionRecord = {
  _id: ObjectId;
  account: ObjectId;
  /** Refresh tokens lie here only as SHA-256: they are 256 random bits, which no one can guess from a hash. */
  tokenHash: string;
  /** Those it replaced, the latest last: who shows one of them has it from a theft. */
  usedHashes: string[];
  rotatedAt: Date;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  userAgent: string;
};

export const SESSION_DAYS = 30;
/** How many replaced tokens a session remembers. */
export const USED_TOKENS = 100;

const schema = new Schema<SessionRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    tokenHash: { type: String, required: true },
    usedHashes: { type: [String], required: true },
    rotatedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    userAgent: { type: String, default: '' },
  },
  { versionKey: false },
);
schema.index({ account: 1, lastUsedAt: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const SessionModel = model<SessionRecord>('Session', schema, 'sessions');

/** A refresh token names its session, so that a used one can be told from a made-up one: `<session id>.<secret>`. */
export type RefreshToken = { sessionId: string; secret: string };

export function newSession(account: ObjectId, userAgent: string): { session: SessionRecord; refreshToken: string } {
  const now = new Date();
  const _id = newId();
  const { token, hash } = newRefreshToken(_id);
  const session = {
    _id,
    account,
    tokenHash: hash,
    usedHashes: [],
    rotatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: daysFrom(now, SESSION_DAYS),
    userAgent: userAgent.slice(0, 300),
  };
  return { session, refreshToken: token };
}

export function newRefreshToken(sessionId: ObjectId): { token: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${sessionId.toString()}.${secret}`, hash: hashOf(secret) };
}

/** Null for what cannot be a refresh token. */
export function parseRefreshToken(token: string): RefreshToken | null {
  const match = /^([0-9a-f]{24})\.([\w-]{43})$/.exec(token);
  return match ? { sessionId: match[1]!, secret: match[2]! } : null;
}

export function matches(secret: string, hash: string | undefined): boolean {
  return hash !== undefined && timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}

export function presentSession(session: SessionRecord, currentId: string): Session {
  return {
    id: session._id.toString(),
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    userAgent: session.userAgent,
    current: session._id.toString() === currentId,
  };
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
