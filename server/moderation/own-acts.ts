import type { Acts } from '../../shared/acts.ts';
import type { PageQuery } from '../../shared/values.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { ActModel, type ActRecord } from '../acts/act.ts';
import { presentActs } from '../acts/present.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { ownStream } from '../groups/membership-change.ts';
import { cut } from '../lib/cursor.ts';

/** What was done about the viewer's own posts, topics, memberships and account, the latest first. */
export async function readOwnActs(viewer: AccountRecord, { cursor, limit }: PageQuery): Promise<Acts> {
  const head = await headOf(ownStream(viewer));
  const acts = await ActModel.find({ subject: viewer._id, ...beyond('at', 'descending', cursor) })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean<ActRecord[]>();
  const { page, next } = cut(acts, limit, ({ at, _id }) => ({ at, id: _id.toString() }));
  return { items: await presentActs(page), next, head };
}
