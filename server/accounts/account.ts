import { model, Schema } from 'mongoose';
import { type Account, type Actor, accountKey, type Member, type Role } from '../../shared/accounts.ts';
import { FIRST_RANK, type RankKey, type RankSource } from '../../shared/rank-key.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { batched } from '../lib/batch.ts';

export type AccountRecord = {
  _id: ObjectId;
  username: string;
  /** Lower-case: names are told apart without regard to case. */
  usernameKey: string;
  email: string;
  emailKey: string;
  displayName: string;
  /** The display name in lower case, to be found by how it begins; missing where `completeAccounts` has not been yet. */
  nameKey?: string;
  passwordHash: string;
  role: Role;
  /** The rank shown and where it comes from; the ranks feature writes both. */
  rank: RankKey;
  rankSource?: RankSource;
  createdAt: Date;
  /** The last suspension; one with an end is over by itself. See `suspension.ts`. */
  suspension?: SuspensionRecord | null;
  /** When its member's data were erased: there is nobody any more who signs in. */
  erasedAt?: Date | null;
  /** When somebody last signed in. Written in the same transaction as the session, so that a suspension at the same moment conflicts with it. */
  signedInAt?: Date | null;
};

/** That nobody may sign in, until when (null: for ever), why and by whom. `act`: the act by which it came. */
export type SuspensionRecord = { act: ObjectId; until: Date | null; reason: string; at: Date; by: ObjectId };

const schema = new Schema<AccountRecord>(
  {
    username: { type: String, required: true },
    usernameKey: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    displayName: { type: String, required: true },
    nameKey: String,
    passwordHash: { type: String, required: true },
    role: { type: String, required: true, default: 'member' },
    rank: { type: String, required: true, default: FIRST_RANK },
    rankSource: { type: String, required: true, default: 'earned' },
    createdAt: { type: Date, required: true, default: () => new Date() },
    suspension: { type: Object, default: undefined },
    erasedAt: Date,
    signedInAt: Date,
  },
  { versionKey: false },
);
schema.index({ usernameKey: 1 }, { unique: true });
schema.index({ emailKey: 1 }, { unique: true });
schema.index({ role: 1 });
schema.index({ nameKey: 1 });
// The few who are or were suspended.
schema.index({ 'suspension.at': 1 }, { partialFilterExpression: { 'suspension.at': { $gt: new Date(0) } } });

export { accountKey };
export const AccountModel = model<AccountRecord>('Account', schema, 'accounts');

/** By username or e-mail address. */
export function accountByLogin(login: string): Promise<AccountRecord | null> {
  const key = accountKey(login);
  const where = key.includes('@') ? { emailKey: key } : { usernameKey: key };
  return AccountModel.findOne(where).lean().exec();
}

export function accountByUsername(username: string): Promise<AccountRecord | null> {
  return AccountModel.findOne({ usernameKey: accountKey(username) })
    .lean()
    .exec();
}

/** An account by its id. Many who ask at once cost one query. */
export const accountTogether = batched(async (ids: string[]) => {
  const accounts = await AccountModel.find({ _id: { $in: ids.map(toId) } }).lean();
  return new Map(accounts.map((account): [string, AccountRecord] => [account._id.toString(), account]));
});

/** The public faces of these accounts, by id. */
export async function membersById(ids: ObjectId[]): Promise<Map<string, Member>> {
  const distinct = [...new Map(ids.map((id) => [id.toString(), id])).values()];
  const accounts = await AccountModel.find({ _id: { $in: distinct } }).lean();
  return new Map(accounts.map((account) => [account._id.toString(), presentMember(account)]));
}

export function presentMember(account: AccountRecord): Member {
  return { ...presentActor(account), role: account.role, memberSince: account.createdAt.toISOString() };
}

export function presentActor({ _id, username, displayName, rank }: AccountRecord): Required<Actor> {
  return { id: _id.toString(), username, displayName, rank };
}

export function presentAccount(account: AccountRecord): Account {
  return { ...presentMember(account), email: account.email };
}

/** The short form of a public face. */
export function actorOf({ id, username, displayName, rank }: Member): Required<Actor> {
  return { id, username, displayName, rank };
}
