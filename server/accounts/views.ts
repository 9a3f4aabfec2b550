import type { Profile, Session } from '../../shared/accounts.ts';
import { found } from '../lib/errors.ts';
import { type AccountRecord, accountByUsername, presentMember } from './account.ts';
import { presentSession, SessionModel } from './session.ts';

/** @throws AppError not_found */
export async function readProfile(username: string): Promise<Omit<Profile, 'badges'>> {
  const account = found(await accountByUsername(username));
  return { member: presentMember(account), rankSource: account.rankSource ?? 'earned' };
}

/** Where the viewer is signed in, the last used first. */
export async function readSessions(
  viewer: AccountRecord,
  currentId: string,
): Promise<{ items: Session[]; next: null }> {
  const sessions = await SessionModel.find({ account: viewer._id, expiresAt: { $gt: new Date() } })
    .sort({ lastUsedAt: -1 })
    .limit(100)
    .lean();
  return { items: sessions.map((session) => presentSession(session, currentId)), next: null };
}
