import { model, Schema } from 'mongoose';
import type { Session } from '../../shared/accounts.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { daysFrom } from '../lib/days.ts';
import { newSecretToken } from '../lib/secret-token.ts';

export type SessionRecord = {
  _id: ObjectId;
  account: ObjectId;
  /** Refresh tokens lie here only as hashes. */
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

/** A session with the refresh token that is for it. */
export function newSession(account: ObjectId, userAgent: string): { session: SessionRecord; refreshToken: string } {
  const now = new Date();
  const _id = newId();
  const { token, hash } = newSecretToken(_id.toString());
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
