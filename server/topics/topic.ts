import { model, Schema } from 'mongoose';
import type { Member } from '../../shared/accounts.ts';
import type { Topic } from '../../shared/topics.ts';
import { actorOf } from '../accounts/account.ts';
import { type NoteRecord, presentNote } from '../acts/note.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { batched } from '../lib/batch.ts';
import { found } from '../lib/errors.ts';
import { remembered } from '../lib/remember.ts';

export type TopicRecord = {
  _id: ObjectId;
  group: ObjectId;
  forum: ObjectId;
  author: ObjectId;
  clientId: string;
  title: string;
  createdAt: Date;
  /** The number of the last post, which is also how many there are: numbers have no gaps, and removed posts keep theirs. */
  lastNumber: number;
  lastPostAt: Date;
  lastPostBy: ObjectId;
  /** What the last post's text is known again by; null once that was removed. */
  lastText: string | null;
  /** What leaders have made of it; missing where that is nothing. */
  pinnedAt?: Date | null;
  locked?: NoteRecord | null;
  removed?: NoteRecord | null;
  mergedInto?: { topic: ObjectId; offset: number } | null;
  /** The last act on each side of it, also where that was undone. */
  acted?: Partial<Record<Side, ObjectId>>;
};

/** Sides of a topic that acts change independently of each other. */
export type Side = 'pin' | 'lock' | 'removal' | 'place' | 'posts';

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<TopicRecord>(
  {
    group: id,
    forum: id,
    author: id,
    clientId: { type: String, required: true },
    title: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastNumber: { type: Number, required: true },
    lastPostAt: { type: Date, required: true },
    lastPostBy: id,
    lastText: { type: String, default: null },
    pinnedAt: { type: Date, default: null },
    locked: { type: Object, default: null },
    removed: { type: Object, default: null },
    mergedInto: { type: Object, default: null },
    acted: { type: Object, default: undefined },
  },
  { versionKey: false },
);
schema.index({ author: 1, clientId: 1 }, { unique: true });
schema.index({ group: 1, lastPostAt: -1, _id: -1 });
schema.index({ forum: 1, lastPostAt: -1, _id: -1 });
schema.index({ group: 1, createdAt: -1 });
schema.index({ group: 1, pinnedAt: -1 }, { partialFilterExpression: { pinnedAt: { $gt: new Date(0) } } });

/** A hot topic is asked for at each reply; a hundred bytes each. */
const REMEMBERED = 10_000;

export const TopicModel = model<TopicRecord>('Topic', schema, 'topics');

/** @throws AppError not_found */
export async function topicById(id: ObjectId): Promise<TopicRecord> {
  return found(await TopicModel.findById(id).lean());
}

/** Where a topic is, and what can be done in it. */
export type TopicState = Pick<TopicRecord, '_id' | 'group' | 'locked' | 'removed' | 'mergedInto'>;

/** A topic as it is now, by its id. Many who ask at once cost one query. */
export const topicNow = batched(async (ids: string[]) => {
  const state = { group: 1, locked: 1, removed: 1, mergedInto: 1 };
  const topics = await TopicModel.find({ _id: { $in: ids.map(toId) } }, state).lean<TopicState[]>();
  return new Map(topics.map((topic): [string, TopicState] => [topic._id.toString(), topic]));
});

/** The group a topic is in, remembered once it was found: to be quick with, not to decide by, for topics go to other groups. */
export const groupOfTopic = remembered(async (id: string) => (await topicNow(id))?.group, REMEMBERED);

/** The accounts whose names a topic shows. */
export const peopleOf = (topic: TopicRecord): ObjectId[] => [topic.author, topic.lastPostBy];

/** @param read the number of the last post the viewer has read; 0 in events, which are nobody's view. */
export function presentTopic(topic: TopicRecord, members: Map<string, Member>, read: number): Topic {
  const member = (id: ObjectId) => found(members.get(id.toString()));
  return {
    id: topic._id.toString(),
    groupId: topic.group.toString(),
    forumId: topic.forum.toString(),
    title: topic.removed ? '' : topic.title,
    author: member(topic.author),
    createdAt: topic.createdAt.toISOString(),
    postCount: topic.lastNumber,
    lastPost: {
      number: topic.lastNumber,
      at: topic.lastPostAt.toISOString(),
      author: actorOf(member(topic.lastPostBy)),
    },
    read,
    pinnedAt: topic.pinnedAt?.toISOString() ?? null,
    locked: topic.locked ? presentNote(topic.locked) : null,
    removed: topic.removed ? presentNote(topic.removed) : null,
    mergedInto: topic.mergedInto ? presentMerger(topic.mergedInto) : null,
  };
}

/** The topic that one has become part of, and where in it. */
export const presentMerger = ({ topic, offset }: NonNullable<TopicRecord['mergedInto']>) => ({
  topicId: topic.toString(),
  offset,
});
