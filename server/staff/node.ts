import { model, Schema } from 'mongoose';
import type { NodeSample } from '../../shared/staff.ts';

/** A sample as it is kept. */
export type SampleRecord = Omit<NodeSample, 'at'> & { at: Date };

/** A node that runs, or did until lately, with its latest samples. `seenAt`: by the store's clock, when it last wrote one. */
export type NodeRecord = {
  _id: string;
  version: string;
  startedAt: Date;
  seenAt: Date;
  redis: boolean | null;
  samples: SampleRecord[];
};

/** How many samples of a node are kept: those of five minutes. */
const SAMPLES = 60;
export const SAMPLE_SECONDS = 5;
/** A node that has missed so many samples is not believed to be alive. */
const MISSED = 3;
/** One that ended without a word is shown for so long. */
const SHOWN_SECONDS = 600;

const schema = new Schema<NodeRecord>(
  {
    _id: String,
    version: { type: String, required: true },
    startedAt: { type: Date, required: true },
    seenAt: { type: Date, required: true },
    redis: { type: Boolean, default: null },
    samples: { type: [Object], default: [] } as never,
  },
  { versionKey: false },
);
schema.index({ seenAt: 1 }, { expireAfterSeconds: SHOWN_SECONDS });

const NodeModel = model<NodeRecord>('Node', schema, 'nodes');

/** Adds a sample of a node, in the place of its oldest once there are many: one small document, whatever happens on the node. */
export async function keepSample(
  { _id, ...node }: Pick<NodeRecord, '_id' | 'version' | 'startedAt' | 'redis'>,
  sample: SampleRecord,
): Promise<void> {
  const samples = { $each: [sample], $slice: -SAMPLES };
  await NodeModel.updateOne(
    { _id },
    { $set: node, $push: { samples }, $currentDate: { seenAt: true } },
    { upsert: true },
  );
}

/** A node that ends in order is not waited for. */
export async function dropNode(id: string): Promise<void> {
  await NodeModel.deleteOne({ _id: id });
}

/** The nodes there are, the oldest first, with whether each is alive by the store's clock. */
export async function allNodes(): Promise<(NodeRecord & { alive: boolean })[]> {
  const silent = { $subtract: ['$$NOW', '$seenAt'] };
  const nodes = await NodeModel.aggregate<NodeRecord & { silent: number }>([
    { $addFields: { silent } },
    { $sort: { startedAt: 1, _id: 1 } },
  ]);
  return nodes
    .filter((node) => node.silent < SHOWN_SECONDS * 1_000)
    .map(({ silent, ...node }) => ({ ...node, alive: silent < MISSED * SAMPLE_SECONDS * 1_000 }));
}
