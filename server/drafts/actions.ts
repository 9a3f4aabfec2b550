import { DRAFTS, type Draft, type DraftAnswer, type DraftChange, DraftPlace } from '../../shared/drafts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { DraftModel, type DraftRecord, presentDraft } from './draft.ts';

type Key = Pick<DraftRecord, 'account' | 'place'>;

/**
 * Keeps a draft. A writer who went on from an older version than there is does not overwrite it: a tab may have slept
 * while the same text went on elsewhere.
 * @throws AppError draft_newer (`current`: what there is, null where it is gone), limit_reached, invalid_request
 */
export async function keepDraft(viewer: AccountRecord, name: string, change: DraftChange): Promise<DraftAnswer> {
  const key = keyOf(viewer, name);
  const draft = change.updatedAt === null ? await begin(key, change) : await goOn(key, change, change.updatedAt);
  if (draft) return { draft: presentDraft(draft) };
  const current = await DraftModel.findOne(key).lean();
  // Its answer may have got lost on the way: it has been kept.
  if (current && current.title === change.title && current.body === change.body) {
    return { draft: presentDraft(current) };
  }
  throw new AppError('draft_newer', undefined, { current: current && presentDraft(current) });
}

/**
 * Throws a draft away, and answers with what it was. What is not there need not be thrown away.
 * @param updatedAt only if this is its version: one that has been written on since stays.
 */
export async function discardDraft(
  viewer: AccountRecord,
  name: string,
  updatedAt: string | undefined,
): Promise<DraftAnswer> {
  const version = updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt) };
  const gone = await DraftModel.findOneAndDelete({ ...keyOf(viewer, name), ...version }).lean();
  return { draft: gone && presentDraft(gone) };
}

/** @throws AppError invalid_request */
export async function readDraft(viewer: AccountRecord, name: string): Promise<{ draft: Draft | null }> {
  const draft = await DraftModel.findOne(keyOf(viewer, name)).lean();
  return { draft: draft && presentDraft(draft) };
}

/** Null where there is one already. */
async function begin(key: Key, { title, body }: DraftChange): Promise<DraftRecord | null> {
  const room = (await DraftModel.countDocuments({ account: key.account })) < DRAFTS;
  authorize(room || (await DraftModel.exists(key)) !== null, 'limit_reached', `There is room for ${DRAFTS} drafts.`);
  try {
    const draft = await DraftModel.create({ ...key, title, body, updatedAt: new Date() });
    return draft.toObject();
  } catch (error) {
    if (duplicateOf(error)?.includes('place')) return null;
    throw error;
  }
}

/** Null where it is not this version that is there. */
function goOn(key: Key, { title, body }: DraftChange, version: string): Promise<DraftRecord | null> {
  const before = new Date(version);
  const updatedAt = new Date(Math.max(Date.now(), before.getTime() + 1));
  const next = { $set: { title, body, updatedAt } };
  return DraftModel.findOneAndUpdate({ ...key, updatedAt: before }, next, { returnDocument: 'after' })
    .lean()
    .exec();
}

function keyOf(viewer: AccountRecord, name: string): Key {
  const place = DraftPlace.safeParse(name);
  if (place.success) return { account: viewer._id, place: place.data };
  const errors = place.error.issues.map(({ message }) => ({ path: 'place', message }));
  throw new AppError('invalid_request', `place: ${errors[0]!.message}`, { errors });
}
