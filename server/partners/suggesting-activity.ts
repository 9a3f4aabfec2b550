import type { ObjectId } from '../db/id.ts';
import { PostModel } from '../topics/post.ts';
import { TopicModel, type TopicRecord } from '../topics/topic.ts';

/** What someone did in a group. `kudos`: what others gave for it. */
export type Activity = { account: string; group: string; topics: number; replies: number; kudos: number };

/** The topics that are looked at, the last active ones, and how many of the last posts in each. */
const TOPICS = 200;
const POSTS = 100;

/**
 * What members have written in these groups since then, and what was given for it. It reads `TOPICS` × `POSTS` posts at most, however many
 * there are.
 */
export async function activityIn(groups: ObjectId[], since: Date): Promise<Activity[]> {
  const topics = await TopicModel.find(
    { group: { $in: groups }, lastPostAt: { $gte: since }, removed: null, mergedInto: null },
    { lastNumber: 1 },
  )
    .sort({ lastPostAt: -1 })
    .limit(TOPICS)
    .lean();
  const all: Activity[] = [];
  for (const posts of lastPostsOf(topics)) all.push(...(await counted({ ...posts, createdAt: { $gte: since } })));
  return all;
}

/** Short topics are asked for together; of long ones, each for its end. */
function lastPostsOf(topics: Pick<TopicRecord, '_id' | 'lastNumber'>[]): object[] {
  const short = topics.filter(({ lastNumber }) => lastNumber <= POSTS).map(({ _id }) => _id);
  const long = topics.filter(({ lastNumber }) => lastNumber > POSTS);
  return [
    { topic: { $in: short } },
    ...long.map(({ _id, lastNumber }) => ({ topic: _id, number: { $gt: lastNumber - POSTS } })),
  ];
}

async function counted(posts: object): Promise<Activity[]> {
  const isFirst = { $eq: ['$number', 1] };
  type Counts = Omit<Activity, 'account' | 'group'> & { _id: { account: ObjectId; group: ObjectId } };
  const counts = await PostModel.aggregate<Counts>([
    { $match: { ...posts, removed: null, movedTo: null } },
    {
      $group: {
        _id: { account: '$author', group: '$group' },
        topics: { $sum: { $cond: [isFirst, 1, 0] } },
        replies: { $sum: { $cond: [isFirst, 0, 1] } },
        kudos: { $sum: '$kudosCount' },
      },
    },
  ]);
  return counts.map(({ _id, ...rest }) => ({
    ...rest,
    account: _id.account.toString(),
    group: _id.group.toString(),
  }));
}
