import { model, Schema } from 'mongoose';
import type { ReportKind, ReportReason, Resolution } from '../../shared/reports.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { found } from '../lib/errors.ts';

/** What was said, kept as it was: it may be edited or removed meanwhile. */
export type SnapshotRecord = {
  id: ObjectId | null;
  topic: ObjectId | null;
  number: number | null;
  title: string;
  author: ObjectId;
  body: string;
};

export type EntryRecord = { by: ObjectId | null; reason: ReportReason | null; note: string; at: Date };

/** Something that waits for a decision. An open one of a post gathers all reports of it. */
export type ReportRecord = {
  _id: ObjectId;
  kind: ReportKind;
  /** Null for what waits for staff. */
  group: ObjectId | null;
  post: SnapshotRecord | null;
  /** What an appeal is against. */
  act: ObjectId | null;
  /** The post that is held. */
  held: ObjectId | null;
  message: string;
  entries: EntryRecord[];
  state: 'open' | 'resolved';
  /** Who looks at it; until `until` unless that is put off again and again. */
  claimed: { by: ObjectId; at: Date; until: Date } | null;
  resolution: Resolution | null;
  resolvedBy: ObjectId | null;
  resolvedAt: Date | null;
  reason: string;
  /** The first of the acts that decided it: where they are undone, it waits again. */
  decidedBy?: ObjectId | null;
  createdAt: Date;
};

const id = { type: Schema.Types.ObjectId, default: null };
const schema = new Schema<ReportRecord>(
  {
    kind: { type: String, required: true },
    group: id,
    post: { type: Object, default: null },
    act: id,
    held: id,
    message: { type: String, default: '' },
    entries: { type: [Object], default: [] } as never,
    state: { type: String, required: true },
    claimed: { type: Object, default: null },
    resolution: { type: String, default: null },
    resolvedBy: id,
    resolvedAt: { type: Date, default: null },
    reason: { type: String, default: '' },
    decidedBy: id,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ group: 1, state: 1, createdAt: 1, _id: 1 });
schema.index({ group: 1, state: 1, resolvedAt: -1, _id: -1 });
schema.index({ 'post.id': 1, state: 1 });
// All that wait, to be counted.
schema.index({ state: 1 }, { partialFilterExpression: { state: 'open' } });
schema.index({ act: 1 });
schema.index({ decidedBy: 1 }, { partialFilterExpression: { decidedBy: { $gt: toId('0'.repeat(24)) } } });
schema.index({ held: 1 });
// Claims that nobody puts off any more.
schema.index({ 'claimed.until': 1 }, { partialFilterExpression: { 'claimed.until': { $gt: new Date(0) } } });

export const ReportModel = model<ReportRecord>('Report', schema, 'reports');

/** @throws AppError not_found */
export async function reportById(id: ObjectId): Promise<ReportRecord> {
  return found(await ReportModel.findById(id).lean());
}
