import { parseSubscriptionId, SubscriptionType, subscriptionId } from '../../shared/subscriptions.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { ForumModel, type ForumRecord } from '../groups/forum.ts';
import { type Inside, insideById } from '../groups/readable.ts';
import { AppError, found } from '../lib/errors.ts';
import { PostModel, type PostRecord } from '../topics/post.ts';
import { TopicModel, type TopicRecord } from '../topics/topic.ts';

/** Something one can subscribe to. */
export type Thing = { type: SubscriptionType; target: ObjectId; group: ObjectId };

/** @throws AppError not_found unless it is there and the viewer may see it */
export async function thingInside(viewer: AccountRecord, type: string, id: string): Promise<{ thing: Thing } & Inside> {
  const kind = SubscriptionType.safeParse(type);
  if (!kind.success) throw new AppError('not_found');
  const thing = found((await thingsNamed([subscriptionId(kind.data, id)]))[0]);
  return { thing, ...(await insideById(viewer, thing.group)) };
}

/** What these names of subscriptions stand for, as far as it is there. */
export async function thingsNamed(names: string[]): Promise<Thing[]> {
  const parsed = names.map(parseSubscriptionId);
  const things: Thing[] = [];
  for (const type of SubscriptionType.options) {
    const targets = parsed.filter((one) => one.type === type).map(({ id }) => toId(id));
    if (targets.length === 0) continue;
    const found = await GROUPS_OF[type](targets);
    things.push(...found.map(({ _id, group }) => ({ type, target: _id, group })));
  }
  return things;
}

type Placed = { _id: ObjectId; group: ObjectId };

const GROUPS_OF: Record<SubscriptionType, (ids: ObjectId[]) => Promise<Placed[]>> = {
  group: async (ids) => ids.map((_id) => ({ _id, group: _id })),
  forum: (ids) =>
    ForumModel.find({ _id: { $in: ids } }, { group: 1 })
      .lean<Placed[]>()
      .exec(),
  topic: (ids) =>
    TopicModel.find({ _id: { $in: ids } }, { group: 1 })
      .lean<Placed[]>()
      .exec(),
  post: (ids) =>
    PostModel.find({ _id: { $in: ids } }, { group: 1 })
      .lean<Placed[]>()
      .exec(),
};

/** Forums, topics and posts by id: the things, and the topics their posts are in. */
export type Surroundings = {
  forums: Map<string, ForumRecord>;
  topics: Map<string, TopicRecord>;
  posts: Map<string, Pick<PostRecord, '_id' | 'topic' | 'number' | 'author'>>;
};

/** What these things are: one query for each kind, however many there are. */
export async function surroundingsOf(things: Thing[]): Promise<Surroundings> {
  const of = (type: SubscriptionType) => things.filter((thing) => thing.type === type).map(({ target }) => target);
  const forums = of('forum').length ? await ForumModel.find({ _id: { $in: of('forum') } }).lean() : [];
  const posts = of('post').length ? await PostModel.find({ _id: { $in: of('post') } }, { body: 0 }).lean() : [];
  const topicIds = [...of('topic'), ...posts.map(({ topic }) => topic)];
  const topics = topicIds.length ? await TopicModel.find({ _id: { $in: topicIds } }).lean() : [];
  return { forums: byId(forums), topics: byId(topics), posts: byId(posts) };
}

const byId = <Item extends { _id: ObjectId }>(items: Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item._id.toString(), item]));
