import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** Up to which post an account has read a topic (0: not at all), and whether the topic counts as viewed by it. */
type ReadMarkerRecord = { _id: ObjectId; account: ObjectId; topic: ObjectId; number: number; viewed: boolean };

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<ReadMarkerRecord>(
  {
    account: id,
    topic: id,
    number: { type: Number, required: true, default: 0 },
    viewed: { type: Boolean, required: true, default: false },
  },
  { versionKey: false },
);
schema.index({ account: 1, topic: 1 }, { unique: true });

export const ReadMarkerModel = model<ReadMarkerRecord>('ReadMarker', schema, 'readmarkers');

/** How far an account has read each of these topics, by the topic's id; a topic never read is missing. */
export async function readMarkers(account: ObjectId, topics: ObjectId[]): Promise<Map<string, number>> {
  const markers = await ReadMarkerModel.find({ account, topic: { $in: topics }, number: { $gt: 0 } }).lean();
  return new Map(markers.map(({ topic, number }) => [topic.toString(), number]));
}

/** A marker that does not say is from when reading counted at once. */
export async function isViewed(account: ObjectId, topic: ObjectId): Promise<boolean> {
  const marker = await ReadMarkerModel.findOne({ account, topic }).lean();
  return marker !== null && marker.viewed !== false;
}
