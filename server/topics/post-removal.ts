import type { Actor } from '../../shared/accounts.ts';
import type { Post } from '../../shared/topics.ts';
import { membersById } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { count } from '../ranks/metrics.ts';
import { closeRemoved } from '../reports/closing.ts';
import { standKudos } from './kudos-tally.ts';
import { PostModel, type PostRecord, presentPost, presentRemoval } from './post.ts';
import { noteLastTexts } from './repeat.ts';

// Steps of taking posts away and giving them back, in the transaction at hand. Numbers stay, and so do kudos; what the authors'
// ranks are earned by follows.

export type Removal = NonNullable<PostRecord['removed']>;

/** Takes posts of one author away that are there, which decides what was reported of them. They are told of by `tellRemoved`. */
export async function takeAway(posts: PostRecord[], removed: Removal): Promise<void> {
  await PostModel.updateMany({ _id: { $in: idsOf(posts) } }, { $set: { removed } });
  await noteLastTexts(posts.map(({ topic, number }) => ({ topic, number, text: null })));
  await recount(posts, false);
  await closeRemoved(idsOf(posts), removed);
}

/** Gives posts of one author back that were taken away. They are told of by `tellRestored`. */
export async function giveBack(posts: PostRecord[]): Promise<void> {
  await PostModel.updateMany({ _id: { $in: idsOf(posts) } }, { $set: { removed: null } });
  await noteLastTexts(posts.map(({ topic, number, body }) => ({ topic, number, text: body })));
  await recount(posts, true);
}

/** Tells a group of posts of its that are gone, of whichever topics and authors. */
export function tellRemoved(actor: Actor, posts: PostRecord[], removal: Removal): void {
  const stream = streamOf({ _id: posts[0]!.group });
  const removals = posts.map(placeOf);
  const removed = presentRemoval(removal);
  if (removals.length === 1) append(stream, 'post.removed', actor, { ...removals[0]!, removed });
  else append(stream, 'posts.removed', actor, { removals, removed });
}

/** No event is much larger: each is sent to everyone who watches. In bytes. */
const EVENT_SIZE = 200_000;

/** Tells a group of posts of its that are there again, in as many events as it takes. */
export async function tellRestored(actor: Actor, posts: PostRecord[]): Promise<void> {
  const stream = streamOf({ _id: posts[0]!.group });
  const members = await membersById(posts.map(({ author }) => author));
  const shown = posts.map((post) =>
    presentPost({ ...post, removed: null }, members.get(post.author.toString()), false),
  );
  for (const part of inParts(shown)) append(stream, 'posts.restored', actor, { posts: part });
}

export const placeOf = (post: Pick<PostRecord, '_id' | 'topic' | 'number'>) => ({
  topicId: post.topic.toString(),
  postId: post._id.toString(),
  number: post.number,
});

async function recount(posts: PostRecord[], stands: boolean): Promise<void> {
  const { author } = posts[0]!;
  const kudos = await standKudos(author, posts, stands);
  await count(author, { posts: stands ? posts.length : -posts.length, ...kudos });
}

function inParts(posts: Post[]): Post[][] {
  const parts: Post[][] = [];
  let size = 0;
  for (const post of posts) {
    const bytes = Buffer.byteLength(JSON.stringify(post));
    if (parts.length === 0 || size + bytes > EVENT_SIZE) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(post);
    size += bytes;
  }
  return parts;
}

const idsOf = (posts: PostRecord[]): ObjectId[] => posts.map(({ _id }) => _id);
