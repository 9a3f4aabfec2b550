import { model, Schema } from 'mongoose';
import type { RankKey } from '../../shared/rank-key.ts';
import type { AssignedRank } from '../../shared/ranks.ts';
import { duplicateOf } from '../db/duplicate.ts';

/** `titleKey`: lower-case, no two are called the same. */
type AssignedRankRecord = { _id: RankKey; title: string; titleKey: string; description: string };

const schema = new Schema<AssignedRankRecord>(
  {
    _id: String,
    title: { type: String, required: true },
    titleKey: { type: String, required: true },
    description: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ titleKey: 1 }, { unique: true });

const AssignedRankModel = model<AssignedRankRecord>('AssignedRank', schema, 'assignedranks');

/** The rank that can be earned and given, both. */
export const EARNED_AND_GIVEN: RankKey = 'vip';

/** What a community begins with, in the order in which they are shown. */
const DEFAULTS: AssignedRank[] = [
  { key: 'community-manager', title: 'Community Manager', description: 'Looks after the community as a whole.' },
  { key: 'moderator', title: 'Moderator', description: 'Keeps conversations friendly and on their subject.' },
  {
    key: 'featured-content-expert',
    title: 'Featured Content Expert',
    description: 'Writes what the community features, as an expert in the field.',
  },
  {
    key: EARNED_AND_GIVEN,
    title: 'VIP',
    description: 'Given for outstanding service to the community; it can be earned, too.',
  },
  { key: 'guest', title: 'Guest', description: 'Takes part by invitation, often for a limited time.' },
];

/** The ranks staff can give: those every community has, then their own by name. */
export async function assignedRanks(): Promise<AssignedRank[]> {
  const ranks = await AssignedRankModel.find().sort({ _id: 1 }).lean();
  const place = (key: RankKey) => DEFAULTS.findIndex((rank) => rank.key === key) + 1 || DEFAULTS.length + 1;
  return ranks.map(present).sort((a, b) => place(a.key) - place(b.key));
}

/** A rank staff can give, or null where there is none of that name. */
export async function assignedRank(key: RankKey): Promise<AssignedRank | null> {
  const rank = await AssignedRankModel.findById(key).lean();
  return rank && present(rank);
}

/** Makes a rank that can be given, or names it anew. @throws a duplicate of `titleKey` where another is called so. */
export async function putAssignedRank({ key, title, description }: AssignedRank): Promise<void> {
  const $set = { title, titleKey: title.toLowerCase(), description };
  await AssignedRankModel.updateOne({ _id: key }, { $set }, { upsert: true });
}

/** Makes sure that there are the ranks every community has; what staff changed about them stays. */
export async function establishAssignedRanks(): Promise<void> {
  for (const rank of DEFAULTS) {
    if (await AssignedRankModel.exists({ _id: rank.key })) continue;
    // Where staff have given its title to a rank of their own, that one takes its place.
    await putAssignedRank(rank).catch((error) => {
      if (!duplicateOf(error)) throw error;
    });
  }
}

const present = ({ _id: key, title, description }: AssignedRankRecord): AssignedRank => ({ key, title, description });
