import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { toId } from '../../server/db/id.ts';
import { PostModel } from '../../server/topics/post.ts';
import { TopicModel } from '../../server/topics/topic.ts';
import type { Group } from '../../shared/groups.ts';
import type { Person } from './person.ts';

/**
 * Posts straight in the store, as if their author had written each after the first one.
 * @param last the number of the last. @returns their ids
 */
export async function fillTopic(
  group: Group,
  { id }: Person,
  topicId: string,
  last: number,
  body: (index: number) => string,
): Promise<string[]> {
  const posts = Array.from({ length: last - 1 }, (_, index) => ({
    _id: new Types.ObjectId(),
    topic: toId(topicId),
    group: toId(group.id),
    number: index + 2,
    author: toId(id),
    clientId: randomUUID(),
    body: body(index),
    createdAt: new Date(),
  }));
  await PostModel.insertMany(posts, { lean: true });
  await TopicModel.updateOne({ _id: toId(topicId) }, { $set: { lastNumber: last } });
  return posts.map(({ _id }) => _id.toString());
}
