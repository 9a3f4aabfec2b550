import { DRAFTS, type Drafts } from '../../shared/drafts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { DraftModel, presentLine } from './draft.ts';

/** The viewer's own drafts, the last written first. */
export async function readDrafts(viewer: AccountRecord): Promise<Drafts> {
  const drafts = await DraftModel.find({ account: viewer._id }).sort({ updatedAt: -1 }).limit(DRAFTS).lean();
  return { items: drafts.map(presentLine), next: null };
}
