import type { PostAnswer, PostOriginal } from '../../shared/topics.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { streamOf } from '../groups/group.ts';
import { insideById } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';
import { kudosBy } from './kudos.ts';
import { authorizeTopic } from './open.ts';
import { canReadOriginal } from './policy.ts';
import { type PostRecord, postById, presentPost } from './post.ts';
import { topicById } from './topic.ts';

/** One post as the viewer sees it, who may. */
export async function readPost(viewer: AccountRecord, { _id, group }: PostRecord): Promise<PostAnswer> {
  const head = await headOf(streamOf({ _id: group }));
  const post = await postById(_id);
  const [author, given] = await Promise.all([membersById([post.author]), kudosBy(viewer._id, [_id])]);
  return { post: presentPost(post, author.get(post.author.toString()), given.has(_id.toString())), head };
}

/** What a post says, or said before it was removed: to its author and to those who moderate. @throws AppError not_found, topic_removed */
export async function readOriginal(viewer: AccountRecord, postId: string): Promise<PostOriginal> {
  const post = await postById(toId(postId));
  const { tie } = await insideById(viewer, post.group);
  authorize(canReadOriginal(viewer, tie, post), 'not_found');
  authorizeTopic(await topicById(post.topic));
  return { body: post.body };
}
