import { AccountModel, type AccountRecord } from '../../accounts/account.ts';
import { type ActRecord, excerptOf, SHOWN_POSTS } from '../../acts/act.ts';
import { type ObjectId, toId } from '../../db/id.ts';
import { tieIn, tiesBetween } from '../../groups/membership.ts';
import { canActOn } from '../../groups/policy.ts';
import { AppError, found } from '../../lib/errors.ts';
import { removedBy } from '../../topics/policy.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import type { Removal } from '../../topics/post-removal.ts';
import { TopicModel } from '../../topics/topic.ts';
import type { Ground } from '../deed.ts';

/**
 * The posts of the group at hand that are named, in that order and each once.
 * @throws AppError not_found, naming one that is not there, also where it is another group's; invalid_request where one stands elsewhere now
 */
export async function postsAt({ group }: Ground, postIds: string[]): Promise<PostRecord[]> {
  const ids = [...new Set(postIds)];
  const posts = await PostModel.find({ _id: { $in: ids.map(toId) }, group: group._id }).lean();
  const byId = new Map(posts.map((post) => [post._id.toString(), post]));
  const named = ids.map((id) => found(byId.get(id), `There is no post ${id} here that you can see.`));
  refuseAny(named, 'invalid_request', ({ movedTo }) => (movedTo ? 'stands in another topic now' : null));
  return named;
}

/** All or none: whoever wrote any of them may have as much say as the viewer. @throws AppError forbidden, naming them */
export async function authorizeActing({ viewer, group, tie }: Ground, posts: PostRecord[]): Promise<void> {
  const authors = authorsOf(posts);
  const ties = await tiesBetween([group._id], authors);
  const accounts: AccountRecord[] = await AccountModel.find({ _id: { $in: authors } }).lean();
  const above = accounts.filter((author) => !canActOn(viewer, tie, author, tieIn(ties, group._id, author._id)));
  const nameOf = ({ author }: PostRecord) => above.find(({ _id }) => _id.equals(author))?.displayName;
  refuseAny(posts, 'forbidden', (post) => {
    const name = nameOf(post);
    return name === undefined ? null : `was written by ${name}, who has as much say here as you`;
  });
}

/** Refuses all where anything is wrong with one. @param wrong what is, in words after the post's number. */
export function refuseAny(
  posts: PostRecord[],
  code: 'invalid_request' | 'forbidden',
  wrong: (post: PostRecord) => string | null,
): void {
  const errors = posts.flatMap((post, index) => {
    const message = wrong(post);
    return message === null ? [] : [{ path: `postIds.${index}`, message }];
  });
  if (errors.length === 0) return;
  const { path, message } = errors[0]!;
  const { number } = posts[Number(path.split('.')[1])]!;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError(code, `Nothing was done: post ${number} ${message}${more}.`, { errors });
}

/** What an act on posts of one author says of them. */
export async function aboutPosts(posts: PostRecord[]) {
  const [first] = posts as [PostRecord];
  const oneTopic = posts.every(({ topic }) => topic.equals(first.topic));
  const topic = oneTopic ? await TopicModel.findById(first.topic, { title: 1 }).lean() : null;
  return {
    subject: first.author,
    topic: topic && { _id: topic._id, title: topic.title },
    posts: shownPosts(posts),
    postCount: posts.length,
  };
}

export const shownPosts = (posts: PostRecord[]) =>
  posts.slice(0, SHOWN_POSTS).map(({ _id, topic, number, body }) => ({ _id, topic, number, excerpt: excerptOf(body) }));

/** What a post keeps of the act by which it was taken away. */
export const removalBy = ({ viewer, tie }: Pick<Ground, 'viewer' | 'tie'>, act: ActRecord): Removal => ({
  at: act.at,
  by: removedBy(tie),
  account: viewer._id,
  reason: act.reason,
  act: act._id,
});

/** Posts by who wrote them. */
export function byAuthor(posts: PostRecord[]): PostRecord[][] {
  const byId = new Map<string, PostRecord[]>();
  for (const post of posts) {
    const author = post.author.toString();
    byId.set(author, [...(byId.get(author) ?? []), post]);
  }
  return [...byId.values()];
}

const authorsOf = (posts: PostRecord[]): ObjectId[] => byAuthor(posts).map(([post]) => post!.author);
