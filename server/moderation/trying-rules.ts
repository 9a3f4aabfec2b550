import { setImmediate as turn } from 'node:timers/promises';
import { DRY_RUN, type Rule, type RuleMatch, type RulesPreview } from '../../shared/rules.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { excerptOf } from '../acts/act.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { headOf, readBefore } from '../events/log.ts';
import { type GroupRecord, streamOf } from '../groups/group.ts';
import { tieIn, tiesBetween } from '../groups/membership.ts';
import { say } from '../groups/policy.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { found } from '../lib/errors.ts';
import { compile, rulesMet } from '../rules/match.ts';
import { PostModel, type PostRecord } from '../topics/post.ts';
import { TopicModel } from '../topics/topic.ts';

/** How many events of the group are read at a time, and how many times at most. */
const STRETCH = 500;
const STRETCHES = 20;

/** How many matches are told; all are counted. */
const SHOWN = 100;

/** After how many posts others get their turn. */
const A_FEW = 20;

/** What rules would have met among the group's latest posts, as those are now. @throws AppError not_found, forbidden */
export async function tryRules(viewer: AccountRecord, slug: string, items: Rule[]): Promise<RulesPreview> {
  const { group } = await leadingBySlug(viewer, slug);
  const matcher = compile(items);
  const preview: RulesPreview = { checked: 0, counts: items.map(() => 0), matches: [] };
  for await (const { post, title, author } of latestPosts(group)) {
    preview.checked += 1;
    for (const rule of rulesMet(matcher, { title: post.number === 1 ? title : '', body: post.body })) {
      preview.counts[rule]! += 1;
      if (preview.matches.length < SHOWN) preview.matches.push({ ...shown(post, title), rule, author });
    }
    if (preview.checked === DRY_RUN) break;
    if (preview.checked % A_FEW === 0) await turn();
  }
  return preview;
}

const shown = (post: PostRecord, title: string): Omit<RuleMatch, 'rule' | 'author'> => ({
  postId: post._id.toString(),
  topicId: post.topic.toString(),
  number: post.number,
  title,
  excerpt: excerptOf(post.body),
  at: post.createdAt.toISOString(),
});

/** What members have posted in a group and can still be read there, the latest first. */
async function* latestPosts(group: GroupRecord) {
  const stream = streamOf(group);
  let before = (await headOf(stream)).seq + 1;
  for (let stretch = 0; stretch < STRETCHES && before > 1; stretch += 1) {
    const events = await readBefore(stream, before, STRETCH);
    const ids = events.flatMap(({ type, data }) =>
      type === 'post.created' || type === 'topic.created' ? [toId((data as { post: { id: string } }).post.id)] : [],
    );
    yield* await readable(group, ids);
    before -= STRETCH;
  }
}

/** Those of some posts that are there for members, by those whom rules concern, in the order of `ids`. */
async function readable(group: GroupRecord, ids: ObjectId[]) {
  const posts = await PostModel.find({ _id: { $in: ids }, group: group._id, removed: null, movedTo: null }).lean();
  const topicIds = [...new Map(posts.map(({ topic }) => [topic.toString(), topic])).values()];
  const topics = await TopicModel.find({ _id: { $in: topicIds }, removed: null }).lean();
  const titles = new Map(topics.map(({ _id, title }) => [_id.toString(), title]));
  const authors = posts.map(({ author }) => author);
  const [members, ties] = [await membersById(authors), await tiesBetween([group._id], authors)];
  const byId = new Map(posts.map((post) => [post._id.toString(), post]));
  return ids.flatMap((id) => {
    const post = byId.get(id.toString());
    const title = post && titles.get(post.topic.toString());
    if (!post || title === undefined) return [];
    const author = found(members.get(post.author.toString()));
    return say(author.role, tieIn(ties, group._id, post.author)) > 0 ? [] : [{ post, title, author }];
  });
}
