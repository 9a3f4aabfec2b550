import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import { newStanding, StandingModel } from '../server/ranks/standing.ts';
import { PostModel } from '../server/topics/post.ts';
import { TopicModel } from '../server/topics/topic.ts';
import type { Person } from './author.ts';
import type { OldTopic } from './long-log.ts';

const WORDS = 'You will not believe how little this costs, and for how short a time, if you only look here. '.repeat(3);

/** Posts of one member straight in the store, in turn in each of the topics. @returns the member's username. */
export async function makeSpam({ id }: Person, topics: OldTopic[], count: number): Promise<string> {
  const author = new Types.ObjectId(id);
  const posts = Array.from({ length: count }, (_, index) => {
    const topic = topics[index % topics.length]!;
    topic.posts += 1;
    return {
      _id: new Types.ObjectId(),
      topic: new Types.ObjectId(topic.id),
      group: new Types.ObjectId(topic.groupId),
      number: topic.posts,
      author,
      clientId: randomUUID(),
      body: WORDS.slice(0, 200),
      createdAt: new Date(),
    };
  });
  await PostModel.insertMany(posts, { lean: true });
  await TopicModel.bulkWrite(
    topics.map((topic) => {
      const update = { $set: { lastNumber: topic.posts, lastPostAt: new Date(), lastPostBy: author } };
      return { updateOne: { filter: { _id: new Types.ObjectId(topic.id) }, update } };
    }),
  );
  const { username, createdAt, rank } = (await AccountModel.findById(author).lean())!;
  const standing = newStanding({ _id: author, registeredAt: createdAt, rank, ladderVersion: 1 });
  await StandingModel.create([{ ...standing, posts: count }]);
  return username;
}
