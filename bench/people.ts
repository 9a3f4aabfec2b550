import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import { newSession, SessionModel } from '../server/accounts/session.ts';
import { createTokens } from '../server/accounts/tokens.ts';
import { MembershipModel } from '../server/groups/membership.ts';
import type { Role } from '../shared/accounts.ts';
import type { Group } from '../shared/groups.ts';
import { DEFAULT_LADDER } from '../shared/ladders.ts';

/** Someone who is signed in. */
export type SignedIn = {
  id: string;
  username: string;
  sessionId: string;
  /** An access token made now, as a client that renews it has one. */
  token(): string;
};

/**
 * Makes people straight in the store, which Mongoose must be connected to: hashing a thousand passwords would take
 * longer than what they are for. They have no password.
 * @param secret the nodes' JWT_SECRET.
 */
export async function signInMany(count: number, secret: string, role: Role = 'member'): Promise<SignedIn[]> {
  const tokens = createTokens(secret);
  const accounts = Array.from({ length: count }, () => newAccount(role));
  const sessions = accounts.map(({ _id }) => newSession(_id, 'made in the store').session);
  await AccountModel.insertMany(accounts, { lean: true });
  await SessionModel.insertMany(sessions, { lean: true });
  return accounts.map(({ _id, username }, index) => {
    const claims = { accountId: _id.toString(), sessionId: sessions[index]!._id.toString() };
    return { id: claims.accountId, username, sessionId: claims.sessionId, token: () => tokens.sign(claims) };
  });
}

/** Makes accounts members of a group straight in the store, in bulk. @param accounts ids. */
export async function enrol(group: Group, accounts: string[], joinedAt = new Date()): Promise<void> {
  for (let from = 0; from < accounts.length; from += BATCH) {
    const memberships = accounts.slice(from, from + BATCH).map((account) => ({
      _id: new Types.ObjectId(),
      group: new Types.ObjectId(group.id),
      account: new Types.ObjectId(account),
      role: 'member' as const,
      state: 'active' as const,
      joinedAt,
      guidelinesVersion: 1,
    }));
    await MembershipModel.insertMany(memberships, { lean: true });
  }
}

const BATCH = 5_000;

function newAccount(role: Role) {
  const username = `m${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const email = `${username}@bench.invalid`;
  const keys = { usernameKey: username, emailKey: email };
  const rest = {
    displayName: 'A member of some note',
    passwordHash: 'none',
    role,
    rank: DEFAULT_LADDER.rungs[0]!.key,
    createdAt: new Date(),
  };
  return { _id: new Types.ObjectId(), username, email, ...keys, ...rest };
}
