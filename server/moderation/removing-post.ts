import type { PostAnswer } from '../../shared/topics.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { canModerate } from '../groups/policy.ts';
import { insideById } from '../groups/readable.ts';
import { authorize, invalidField } from '../lib/errors.ts';
import { postById } from '../topics/post.ts';
import { removeOwnPost } from '../topics/post-actions.ts';
import { readPost } from '../topics/post-view.ts';
import { act } from './acting.ts';

/**
 * Takes a post away: authors their own, for whatever reason; those who moderate others', which is an act and has a reason.
 * @throws AppError not_found, forbidden, invalid_request (`reason`), already_acted, archived
 */
export async function removePost(viewer: AccountRecord, postId: string, reason?: string): Promise<PostAnswer> {
  const post = await postById(toId(postId));
  if (post.author.equals(viewer._id)) return removeOwnPost(viewer, postId);
  const { group, tie } = await insideById(viewer, post.group);
  authorize(canModerate(viewer, tie));
  if (reason === undefined) throw invalidField('reason', 'must say why');
  await act(viewer, group.slug, { kind: 'remove-posts', postIds: [postId], reason });
  return readPost(viewer, post);
}
