import { model, Schema } from 'mongoose';
import { type ActKind, type AppealState, UNDO_SECONDS } from '../../shared/acts.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';

/** What was done about a topic, posts, a member or an account, by whom and why. It is kept for ever; what is in it but `undone` and `appeal` never changes. */
export type ActRecord = {
  _id: ObjectId;
  /** The first act of those done at once. */
  batch: ObjectId;
  kind: ActKind;
  /** Null for what staff do on the site. */
  group: ObjectId | null;
  /** The other group it concerns, whose leaders hear of it, too: where a topic went. */
  to: ObjectId | null;
  by: ObjectId;
  /** How much say who did it had: nobody with less takes it back. */
  say: number;
  at: Date;
  reason: string;
  subject: ObjectId | null;
  topic: { _id: ObjectId; title: string } | null;
  /** The first few, as they were. */
  posts: { _id: ObjectId; topic: ObjectId; number: number; excerpt: string }[];
  postCount: number;
  until: Date | null;
  detail: string;
  /** What it takes to undo it; each kind knows its own. */
  before: unknown;
  undone: { at: Date; by: ObjectId } | null;
  appeal: AppealState;
};

const id = { type: Schema.Types.ObjectId, required: true };
const maybe = { type: Schema.Types.ObjectId, default: null };
const schema = new Schema<ActRecord>(
  {
    batch: id,
    kind: { type: String, required: true },
    group: maybe,
    to: maybe,
    by: id,
    say: { type: Number, required: true },
    at: { type: Date, required: true },
    reason: { type: String, required: true },
    subject: maybe,
    topic: { type: Object, default: null },
    posts: { type: [Object], default: [] } as never,
    postCount: { type: Number, default: 0 },
    until: { type: Date, default: null },
    detail: { type: String, default: '' },
    before: { type: Schema.Types.Mixed, default: null },
    undone: { type: Object, default: null },
    appeal: { type: String, default: 'none' },
  },
  { versionKey: false, minimize: false },
);
schema.index({ batch: 1 });
schema.index({ subject: 1, at: -1, _id: -1 });
// The last act on something, to be named to whoever comes too late.
schema.index({ 'topic._id': 1, at: -1 });
schema.index({ 'posts._id': 1, at: -1 });
schema.index({ group: 1, at: -1, _id: -1 });

export const ActModel = model<ActRecord>('Act', schema, 'acts');

/** How many posts of an act are kept with it. */
export const SHOWN_POSTS = 5;
const EXCERPT = 200;

export const excerptOf = (body: string): string => (body.length > EXCERPT ? `${body.slice(0, EXCERPT - 1)}…` : body);

/** @throws AppError not_found */
export async function actById(id: ObjectId): Promise<ActRecord> {
  return found(await ActModel.findById(id).lean());
}

/** What the way of an answer and of the click may take, beside the seconds one sees. */
const TOLERANCE_MS = 3_000;

/** Until when what was done then can be undone. */
export const undoEnd = (at: Date): Date => new Date(at.getTime() + UNDO_SECONDS * 1_000 + TOLERANCE_MS);
