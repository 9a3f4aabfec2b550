import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** Up to which post an account has read a topic. */
type ReadMarkerRecord = { _id: ObjectId; account: ObjectId; topic: ObjectId; number: number };

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<ReadMarkerRecord>(
  { account: id, topic: id, number: { type: Number, required: true } },
  { versionKey: false },
);
schema.index({ account: 1, topic: 1 }, { unique: true });

export const ReadMarkerModel = model<ReadMarkerRecord>('ReadMarker', schema, 'readmarkers');

/** How far an account has read each of these topics, by the topic's id; a topic never opened is missing. */
export async function readMarkers(account: ObjectId, topics: ObjectId[]): Promise<Map<string, number>> {
  const markers = await ReadMarkerModel.find({ account, topic: { $in: topics } }).lean();
  return new Map(markers.map(({ topic, number }) => [topic.toString(), number]));
}
