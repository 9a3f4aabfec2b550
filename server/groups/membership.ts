import { model, Schema } from 'mongoose';
import type { OwnMembership } from '../../shared/accounts.ts';
import type { OwnTie } from '../../shared/groups.ts';
import type { MembershipRole } from '../../shared/memberships.ts';
import type { ObjectId } from '../db/id.ts';
import { type GroupRecord, presentGroupRef, streamOf } from './group.ts';

export type MembershipRecord = {
  _id: ObjectId;
  group: ObjectId;
  account: ObjectId;
  role: MembershipRole;
  /** The record outlives the membership: one who was removed must still be told from one who never came. */
  state: 'active' | 'left' | 'removed' | 'banned';
  joinedAt: Date;
  /** When it last ended; what the member had chosen about things in the group before ended with it. */
  endedAt: Date | null;
  /** Since when they lead the group; null for those who do not. */
  ledSince: Date | null;
  guidelinesVersion: number;
  mutedUntil: Date | null;
  muteReason: string | null;
  /** While the state is 'banned': when that ends; null for never. */
  bannedUntil: Date | null;
  /** When they last posted while the group was in slow mode; not kept elsewhere. */
  lastPostAt?: Date | null;
  /** How many of their posts were approved after they had been held. */
  approvals?: number;
};

const schema = new Schema<MembershipRecord>(
  {
    group: { type: Schema.Types.ObjectId, required: true },
    account: { type: Schema.Types.ObjectId, required: true },
    role: { type: String, required: true },
    state: { type: String, required: true },
    joinedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    ledSince: { type: Date, default: null },
    guidelinesVersion: { type: Number, required: true },
    mutedUntil: { type: Date, default: null },
    muteReason: { type: String, default: null },
    bannedUntil: { type: Date, default: null },
    lastPostAt: { type: Date, default: undefined },
    approvals: { type: Number, default: undefined },
  },
  { versionKey: false },
);
schema.index({ group: 1, account: 1 }, { unique: true });
schema.index({ account: 1, state: 1, group: 1 });
schema.index({ group: 1, state: 1, joinedAt: 1, _id: 1 });
schema.index({ group: 1, role: 1, state: 1 });

export const MembershipModel = model<MembershipRecord>('Membership', schema, 'memberships');

/** The tie between an account and a group, also one that has ended; null if there never was one. */
export function membershipOf(group: ObjectId, account: ObjectId): Promise<MembershipRecord | null> {
  return MembershipModel.findOne({ group, account }).lean().exec();
}

/** As much of a tie as decides what one may do. */
export type TieRecord = Omit<MembershipRecord, '_id' | 'endedAt' | 'ledSince' | 'muteReason'>;

/** Ties by group and account. */
export type Ties = ReadonlyMap<string, TieRecord>;

const DECIDING = {
  group: 1,
  account: 1,
  role: 1,
  state: 1,
  guidelinesVersion: 1,
  mutedUntil: 1,
  bannedUntil: 1,
  joinedAt: 1,
  lastPostAt: 1,
  approvals: 1,
  _id: 0,
};

/** All ties between any of these groups and any of these accounts. */
export async function tiesBetween(groups: ObjectId[], accounts: ObjectId[]): Promise<Ties> {
  const ties = await MembershipModel.find({ account: { $in: accounts }, group: { $in: groups } }, DECIDING).lean();
  return new Map(ties.map((tie) => [tieKey(tie.group, tie.account), tie]));
}

export const tieIn = (ties: Ties, group: ObjectId, account: ObjectId) => ties.get(tieKey(group, account));

export const tieKey = (group: ObjectId | string, account: ObjectId | string): string => `${group} ${account}`;

/** An account's memberships that have not ended. */
export function membershipsOf(account: ObjectId): Promise<MembershipRecord[]> {
  return MembershipModel.find({ account, state: 'active' }).lean().exec();
}

/** The streams of all groups an account is a member of. */
export async function groupStreamsOf(account: ObjectId) {
  const memberships = await membershipsOf(account);
  return memberships.map(({ group }) => streamOf({ _id: group }));
}

export function leadersOf(group: GroupRecord): Promise<MembershipRecord[]> {
  return MembershipModel.find({ group: group._id, role: 'leader', state: 'active' }).lean().exec();
}

export function presentTie(membership: MembershipRecord | null | undefined): OwnTie | null {
  if (membership?.state !== 'active') return null;
  const { role, joinedAt, guidelinesVersion, mutedUntil, muteReason } = membership;
  const muted = mutedUntil !== null && mutedUntil > new Date();
  return {
    role,
    joinedAt: joinedAt.toISOString(),
    guidelinesVersion,
    mutedUntil: muted ? mutedUntil.toISOString() : null,
    muteReason: muted ? (muteReason ?? null) : null,
  };
}

type OwnTimes = Pick<MembershipRecord, 'role' | 'joinedAt'> & { ledSince?: Date | null };

/** A membership as its member's own list shows it. */
export function presentOwn(group: GroupRecord, { role, joinedAt, ledSince }: OwnTimes): OwnMembership {
  return {
    group: presentGroupRef(group),
    access: group.access,
    role,
    joinedAt: joinedAt.toISOString(),
    ledSince: role === 'leader' ? (ledSince ?? joinedAt).toISOString() : null,
  };
}
