import { model, Schema } from 'mongoose';
import { UNREAD_DAYS } from '../../shared/notices.ts';
import type { ObjectId } from '../db/id.ts';

/** What an account has read of its notices: all that happened up to a moment, and of what came later these. */
export type NoticeMark = {
  /** The account. */
  _id: ObjectId;
  upTo: Date;
  /** `at`: when what the notice tells of happened. */
  ids: { id: string; at: Date }[];
};

const schema = new Schema<NoticeMark>(
  { _id: Schema.Types.ObjectId, upTo: { type: Date, required: true }, ids: { type: [Object] as never } },
  { versionKey: false },
);

export const NoticeMarkModel = model<NoticeMark>('NoticeMark', schema, 'noticemarks');

/** How many are kept one by one; what is older than all of those counts as read. */
const SINGLE = 1_000;
const DAY_MS = 86_400_000;

/** What was read so far; who never read anything has read what is too old to be told of. */
export async function markOf(account: ObjectId): Promise<NoticeMark> {
  const mark = await NoticeMarkModel.findById(account).lean();
  const oldest = new Date(Date.now() - UNREAD_DAYS * DAY_MS);
  if (!mark) return { _id: account, upTo: oldest, ids: [] };
  return mark.upTo > oldest ? mark : { ...mark, upTo: oldest };
}

/** A mark with more read: it never goes back. */
export function withRead(mark: NoticeMark, { upTo, ids }: Partial<Pick<NoticeMark, 'upTo' | 'ids'>>): NoticeMark {
  const known = new Set(mark.ids.map(({ id }) => id));
  const all = [...mark.ids, ...(ids ?? []).filter(({ id }) => !known.has(id))];
  const latest = all.sort((a, b) => b.at.getTime() - a.at.getTime());
  const floor = latest[SINGLE]?.at ?? new Date(0);
  const moved = new Date(Math.max(mark.upTo.getTime(), upTo?.getTime() ?? 0, floor.getTime()));
  return { ...mark, upTo: moved, ids: latest.filter(({ at }) => at > moved) };
}
