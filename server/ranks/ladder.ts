import { model, Schema } from 'mongoose';
import type { Ladder, Rung } from '../../shared/ladder.ts';
import { DEFAULT_LADDER, QUICK_LADDER } from '../../shared/ladders.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { found } from '../lib/errors.ts';

type LadderRecord = { _id: number; rungs: Rung[]; createdAt: Date };

const schema = new Schema<LadderRecord>(
  { _id: Number, rungs: { type: [Object], required: true }, createdAt: { type: Date, required: true } },
  { versionKey: false, minimize: false },
);
const LadderModel = model<LadderRecord>('Ladder', schema, 'ladders');

/** How long a node may go on with a ladder after another one has put up a new version. */
const FRESH_MS = 10_000;
let cached: { ladder: Ladder; until: number } | undefined;

/** The ladder in force, as this node last read it. @param atLeast the version of what is judged by it, which may be newer. */
export async function currentLadder(atLeast = 0): Promise<Ladder> {
  if (cached && cached.until > Date.now() && cached.ladder.version >= atLeast) return cached.ladder;
  const ladder = await latestLadder();
  cached = { ladder, until: Date.now() + FRESH_MS };
  return ladder;
}

/** The ladder in force: the latest version in the store, or in the transaction at hand. */
export async function latestLadder(): Promise<Ladder> {
  const latest = found(await LadderModel.findOne().sort({ _id: -1 }).lean(), 'There is no ladder yet.');
  return { version: latest._id, rungs: latest.rungs };
}

/** Puts the first ladder up in an empty store; leaves one that is there alone. */
export async function establishLadder(which: 'default' | 'quick'): Promise<void> {
  if (await LadderModel.exists({})) return;
  const { rungs } = which === 'quick' ? QUICK_LADDER : DEFAULT_LADDER;
  try {
    await LadderModel.create({ _id: 1, rungs, createdAt: new Date() });
  } catch (error) {
    // Another node that started at the same time was first.
    if (!duplicateOf(error)) throw error;
  }
}
