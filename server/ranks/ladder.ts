import { model, Schema } from 'mongoose';
import { DEFAULT_LADDER, type Ladder, QUICK_LADDER, type Rung } from '../../shared/ladder.ts';
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

/** The ladder in force: the latest version in the store. */
export async function currentLadder(): Promise<Ladder> {
  if (cached && cached.until > Date.now()) return cached.ladder;
  const latest = found(await LadderModel.findOne().sort({ _id: -1 }).lean(), 'There is no ladder yet.');
  const ladder = { version: latest._id, rungs: latest.rungs };
  cached = { ladder, until: Date.now() + FRESH_MS };
  return ladder;
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
