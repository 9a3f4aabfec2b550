import { randomUUID } from 'node:crypto';
import mongoose, { Types } from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import { newSession, SessionModel } from '../server/accounts/session.ts';
import { createTokens } from '../server/accounts/tokens.ts';
import { MembershipModel } from '../server/groups/membership.ts';
import type { Role } from '../shared/accounts.ts';
import type { Group } from '../shared/groups.ts';
import { DEFAULT_LADDER } from '../shared/ladder.ts';
import { Author, type Person } from './author.ts';
import { type GuildhallNode, SECRET } from './node.ts';

/** Does something in a node's store, past the node. */
export async function inStore<Result>({ storeUri }: GuildhallNode, work: () => Promise<Result>): Promise<Result> {
  await mongoose.connect(storeUri, { dbName: 'guildhall', autoIndex: false, autoCreate: false });
  try {
    return await work();
  } finally {
    await mongoose.disconnect();
  }
}

/** Makes people straight in the store: hashing a thousand passwords would take longer than the benchmark. */
export async function makePeople(count: number, role: Role = 'member'): Promise<Person[]> {
  const tokens = createTokens(SECRET);
  const accounts = Array.from({ length: count }, () => newAccount(role));
  const sessions = accounts.map(({ _id }) => newSession(_id, 'benchmark').session);
  await AccountModel.insertMany(accounts, { lean: true });
  await SessionModel.insertMany(sessions, { lean: true });
  return sessions.map(({ _id, account }) => ({
    id: account.toString(),
    token: tokens.sign({ accountId: account.toString(), sessionId: _id.toString() }),
  }));
}

/** Makes accounts members of a group straight in the store, in bulk. @param accounts ids. */
export async function enrol(group: Group, accounts: string[]): Promise<void> {
  const joinedAt = new Date();
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

/** Makes groups over the API. */
export async function makeGroups(node: GuildhallNode, count: number): Promise<Group[]> {
  const [staff] = await inStore(node, () => makePeople(1, 'staff'));
  const author = new Author(node.url, staff!);
  const groups: Group[] = [];
  for (let made = 0; made < count; made += 1) groups.push(await author.makeGroup());
  return groups;
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
