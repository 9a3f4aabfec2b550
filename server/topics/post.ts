import { model, Schema } from 'mongoose';
import type { Member } from '../../shared/accounts.ts';
import type { NewPost, Post, PostRemoval } from '../../shared/topics.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { AppError, found } from '../lib/errors.ts';
import type { TopicRecord } from './topic.ts';

export type PostRecord = {
  _id: ObjectId;
  topic: ObjectId;
  group: ObjectId;
  number: number;
  author: ObjectId;
  clientId: string;
  body: string;
  replyTo: number | null;
  createdAt: Date;
  editedAt: Date | null;
  /** `reason` and `act` are missing where its author took it away, or where that was before acts were kept. */
  removed: { at: Date; by: PostRemoval['by']; account: ObjectId; reason?: string; act?: ObjectId } | null;
  /** Set on what is left in the place of a post that stands elsewhere now. */
  movedTo?: { topic: ObjectId; number: number } | null;
  /** The topic it was written in, where it stands in another one now. */
  writtenIn?: ObjectId | null;
  kudosCount: number;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<PostRecord>(
  {
    topic: id,
    group: id,
    number: { type: Number, required: true },
    author: id,
    clientId: { type: String, required: true },
    body: { type: String, required: true },
    replyTo: { type: Number, default: null },
    createdAt: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    removed: { type: Object, default: null },
    movedTo: { type: Object, default: null },
    writtenIn: { type: Schema.Types.ObjectId, default: null },
    kudosCount: { type: Number, default: 0 },
  },
  { versionKey: false },
);
schema.index({ topic: 1, number: 1 }, { unique: true });
// Replies to one post; most answer none.
schema.index({ topic: 1, replyTo: 1, number: 1 }, { partialFilterExpression: { replyTo: { $gt: 0 } } });
// The same submission twice is one post, for ever.
schema.index({ author: 1, clientId: 1 }, { unique: true });

export const PostModel = model<PostRecord>('Post', schema, 'posts');

/** @throws AppError not_found */
export async function postById(id: ObjectId): Promise<PostRecord> {
  return found(await PostModel.findById(id).lean());
}

/** @param mine the viewer gave it kudos; false in events, which are nobody's view. */
export function presentPost(post: PostRecord, author: Member | undefined, mine: boolean): Post {
  return {
    id: post._id.toString(),
    topicId: post.topic.toString(),
    number: post.number,
    clientId: post.clientId,
    author: found(author),
    body: post.removed ? '' : post.body,
    replyTo: post.replyTo,
    createdAt: post.createdAt.toISOString(),
    editedAt: post.editedAt?.toISOString() ?? null,
    removed: post.removed && presentRemoval(post.removed),
    movedTo: post.movedTo ? { topicId: post.movedTo.topic.toString(), number: post.movedTo.number } : null,
    kudos: { count: post.kudosCount, mine },
  };
}

export const presentRemoval = ({ at, by, reason }: NonNullable<PostRecord['removed']>): PostRemoval => ({
  at: at.toISOString(),
  by,
  reason: reason ?? '',
});

/** The post that is to be a topic's last. @throws AppError invalid_request */
export function newPost(
  author: ObjectId,
  topic: Pick<TopicRecord, '_id' | 'group' | 'lastNumber' | 'lastPostAt'>,
  input: NewPost,
): PostRecord {
  const { replyTo = null } = input;
  if (replyTo !== null && replyTo >= topic.lastNumber) {
    const errors = [{ path: 'replyTo', message: 'is not the number of a post before this one' }];
    throw new AppError('invalid_request', 'There is no post with the number in replyTo.', { errors });
  }
  return {
    _id: newId(),
    topic: topic._id,
    group: topic.group,
    number: topic.lastNumber,
    author,
    clientId: input.clientId,
    body: input.body,
    replyTo,
    createdAt: topic.lastPostAt,
    editedAt: null,
    removed: null,
    kudosCount: 0,
  };
}
