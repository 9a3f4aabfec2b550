import type { Credentials, Registration, Role } from '../../shared/accounts.ts';
import { accountStream } from '../../shared/streams.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { batched } from '../lib/batch.ts';
import { daysFrom } from '../lib/days.ts';
import { AppError, found } from '../lib/errors.ts';
import { matches, newSecretToken, parseSecretToken } from '../lib/secret-token.ts';
import { AccountModel, type AccountRecord, accountByLogin, accountKey, presentActor } from './account.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { newSession, SESSION_DAYS, SessionModel, type SessionRecord, USED_TOKENS } from './session.ts';
import { refuseSuspended } from './suspension.ts';

/** Someone signed in somewhere; `refreshToken` is null where the client's cookie stays as it is. */
export type SignIn = { account: AccountRecord; session: SessionRecord; refreshToken: string | null };

/** @throws AppError username_taken, email_taken */
export async function createAccount(registration: Registration, role: Role = 'member'): Promise<AccountRecord> {
  const { username, email, password, displayName = username } = registration;
  const passwordHash = await hashPassword(password);
  const keys = {
    usernameKey: accountKey(username),
    emailKey: accountKey(email),
    nameKey: accountKey(displayName),
  };
  try {
    const account = await AccountModel.create({ username, email, displayName, passwordHash, role, ...keys });
    return account.toObject();
  } catch (error) {
    const fields = duplicateOf(error);
    if (fields?.includes('usernameKey')) throw new AppError('username_taken', undefined, fieldError('username'));
    if (fields?.includes('emailKey')) throw new AppError('email_taken', undefined, fieldError('email'));
    throw error;
  }
}

/**
 * Signs a member in. Account and session are written together: of a suspension and a sign-in at the same moment the later one
 * knows of the other.
 * @throws AppError suspended, unauthorized where the account was erased meanwhile
 */
export function openSession({ _id }: Pick<AccountRecord, '_id'>, userAgent: string): Promise<SignIn> {
  const { session, refreshToken } = newSession(_id, userAgent);
  return write([], async () => {
    const signedInAt = session.createdAt;
    const account = await AccountModel.findOneAndUpdate({ _id }, { $set: { signedInAt } }, AFTER).lean();
    if (!account || account.erasedAt) throw new AppError('unauthorized');
    refuseSuspended(account);
    await SessionModel.create([session]);
    return { account, session, refreshToken };
  });
}

const AFTER = { returnDocument: 'after' } as const;

/**
 * Whose username or e-mail address and password these are, whether they may sign in or not.
 * @throws AppError wrong_credentials, without saying which of the two was wrong.
 */
export async function identify({ login, password }: Credentials): Promise<AccountRecord> {
  const account = await accountByLogin(login);
  const right = await verifyPassword(password, account && !account.erasedAt ? account.passwordHash : null);
  if (!account || !right) throw new AppError('wrong_credentials');
  return account;
}

/** @throws AppError wrong_credentials, suspended */
export async function login(credentials: Credentials, userAgent: string): Promise<SignIn> {
  return openSession(await identify(credentials), userAgent);
}

/** How long a refresh token that has just been replaced is still good: two tabs may send the same one at once. */
const GRACE_MS = 10_000;

/**
 * Takes a refresh token for a new one. A token that was replaced earlier has been stolen, from the member or by them:
 * the whole session ends.
 * @throws AppError unauthorized, suspended
 */
export async function refresh(token: string): Promise<SignIn> {
  const given = parseSecretToken(token);
  const session = given && (await liveSession(given.id));
  if (!given || !session) throw new AppError('unauthorized');
  const account = found(await AccountModel.findById(session.account).lean());
  if (matches(given.secret, session.tokenHash)) {
    refuseSuspended(account);
    return rotate(account, session);
  }
  const justReplaced = session.rotatedAt.getTime() > Date.now() - GRACE_MS;
  if (justReplaced && matches(given.secret, session.usedHashes.at(-1))) return { account, session, refreshToken: null };
  if (wasOnce(given.secret, session)) await endSession(account, session, 'reuse');
  throw new AppError('unauthorized');
}

async function rotate(account: AccountRecord, session: SessionRecord): Promise<SignIn> {
  const now = new Date();
  const { token, hash } = newSecretToken(session._id.toString());
  // Only the one that still finds the old hash rotates; of two at once the other falls under the grace above.
  const rotated = await SessionModel.findOneAndUpdate(
    { _id: session._id, tokenHash: session.tokenHash },
    {
      $set: { tokenHash: hash, rotatedAt: now, lastUsedAt: now, expiresAt: daysFrom(now, SESSION_DAYS) },
      $push: { usedHashes: { $each: [session.tokenHash], $slice: -USED_TOKENS } },
    },
    { returnDocument: 'after' },
  ).lean();
  return rotated ? { account, session: rotated, refreshToken: token } : { account, session, refreshToken: null };
}

/** The session with that id, unless it was revoked or has expired. */
export async function liveSession(id: string): Promise<SessionRecord | null> {
  return SessionModel.findOne({ _id: toId(id), ...notExpired() }).lean();
}

/** The id of the account a session is of, as long as it is live. Many who ask at once cost few queries. */
export const liveSessionOwner = batched(async (ids: string[]) => {
  const found = await SessionModel.find({ _id: { $in: ids.map(toId) }, ...notExpired() }, { account: 1 }).lean();
  return new Map(found.map(({ _id, account }): [string, string] => [_id.toString(), account.toString()]));
});

/** Ends the session a refresh token belongs to; whoever shows a wrong one ends nothing. */
export async function logout(token: string): Promise<void> {
  const given = parseSecretToken(token);
  const session = given && (await liveSession(given.id));
  if (!session) return;
  const known = matches(given.secret, session.tokenHash) || wasOnce(given.secret, session);
  const account = known && (await AccountModel.findById(session.account).lean());
  if (account) await endSession(account, session, 'logout');
}

/** @throws AppError not_found also for a session of someone else. */
export async function revokeSession(viewer: AccountRecord, sessionId: string): Promise<void> {
  const session = found(await SessionModel.findOne({ _id: toId(sessionId), account: viewer._id }).lean());
  await endSession(viewer, session, 'revoked');
}

async function endSession(account: AccountRecord, session: SessionRecord, reason: 'logout' | 'revoked' | 'reuse') {
  const stream = accountStream(account._id.toString());
  await write([stream], async () => {
    const { deletedCount } = await SessionModel.deleteOne({ _id: session._id });
    if (deletedCount === 0) return;
    append(stream, 'session.revoked', presentActor(account), { sessionId: session._id.toString(), reason });
  });
}

const notExpired = () => ({ expiresAt: { $gt: new Date() } });

const wasOnce = (secret: string, session: SessionRecord) => session.usedHashes.some((hash) => matches(secret, hash));

const fieldError = (path: string) => ({ errors: [{ path, message: 'is taken' }] });
