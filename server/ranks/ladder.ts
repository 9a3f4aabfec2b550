import { model, Schema } from 'mongoose';
import type { Actor } from '../../shared/accounts.ts';
import type { Ladder, Rung } from '../../shared/ladder.ts';
import type { LadderVersion } from '../../shared/ladder-versions.ts';
import { DEFAULT_LADDER, QUICK_LADDER } from '../../shared/ladders.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { found } from '../lib/errors.ts';

/** How far a ladder has been applied to all who are judged by it. */
export type RecalculationRecord = {
  state: 'running' | 'done';
  members: number;
  up: number;
  grace: number;
  moved: number;
  finishedAt: Date | null;
  /** When the staff were last told of it. */
  toldAt: Date;
};

/** A ladder that is or was in force; its id is its version. The first has no author. */
export type LadderRecord = {
  _id: number;
  rungs: Rung[];
  note: string;
  by: Actor | null;
  createdAt: Date;
  recalculation: RecalculationRecord;
};

const schema = new Schema<LadderRecord>(
  {
    _id: Number,
    rungs: { type: [Object], required: true },
    note: { type: String, default: '' },
    by: { type: Object, default: null },
    createdAt: { type: Date, required: true },
    recalculation: { type: Object, required: true },
  },
  { versionKey: false, minimize: false },
);
export const LadderModel = model<LadderRecord>('Ladder', schema, 'ladders');

/** How long a node may go on with a ladder after another one has put up a new version. */
const FRESH_MS = 10_000;
let cached: { ladder: Ladder; until: number } | undefined;

/** The ladder in force, as this node last read it. @param atLeast the version of what is judged by it, which may be newer. */
export async function currentLadder(atLeast = 0): Promise<Ladder> {
  if (cached && cached.until > Date.now() && cached.ladder.version >= atLeast) return cached.ladder;
  return adoptLadder(await latestLadder());
}

/** Goes on with a ladder that has just been read, or put up, on this node. */
export function adoptLadder(ladder: Ladder): Ladder {
  cached = { ladder, until: Date.now() + FRESH_MS };
  return ladder;
}

/** The ladder in force: the latest version in the store, or in the transaction at hand. */
export async function latestLadder(): Promise<Ladder> {
  return ladderOf(await latestVersion());
}

/** As `latestLadder`, with all that is known of it. */
export async function latestVersion(): Promise<LadderRecord> {
  return found(await LadderModel.findOne().sort({ _id: -1 }).lean(), 'There is no ladder yet.');
}

export const ladderOf = ({ _id, rungs }: LadderRecord): Ladder => ({ version: _id, rungs });

/** Whether a rank is or ever was a rung. */
export const wasRung = async (key: RankKey): Promise<boolean> =>
  (await LadderModel.exists({ rungs: { $elemMatch: { key } } })) !== null;

/** Puts the first ladder up in an empty store; leaves one that is there alone. */
export async function establishLadder(which: 'default' | 'quick'): Promise<void> {
  const recalculation = { ...NOT_BEGUN, state: 'done' as const, finishedAt: new Date() };
  // Ladders were without an author and a recalculation once.
  await LadderModel.updateMany({ recalculation: { $exists: false } }, { $set: { recalculation, note: '', by: null } });
  if (await LadderModel.exists({})) return;
  const { rungs } = which === 'quick' ? QUICK_LADDER : DEFAULT_LADDER;
  try {
    await LadderModel.create({ _id: 1, rungs, createdAt: new Date(), recalculation });
  } catch (error) {
    // Another node that started at the same time was first.
    if (!duplicateOf(error)) throw error;
  }
}

/** The recalculation of a ladder that has just been put up. */
export const NOT_BEGUN: RecalculationRecord = {
  state: 'running',
  members: 0,
  up: 0,
  grace: 0,
  moved: 0,
  finishedAt: null,
  toldAt: new Date(0),
};

export function presentLadder({ _id, rungs, note, by, createdAt, recalculation }: LadderRecord): LadderVersion {
  const { toldAt: _toldAt, finishedAt, ...counts } = recalculation;
  return {
    version: _id,
    rungs,
    note,
    by,
    at: createdAt.toISOString(),
    recalculation: { ...counts, finishedAt: finishedAt?.toISOString() ?? null },
  };
}
