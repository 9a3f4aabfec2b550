import type { AccountRecord } from '../accounts/account.ts';
import { canModerate, isMember, type Tie } from '../groups/policy.ts';
import type { PostRecord } from './post.ts';

const isAuthor = (viewer: AccountRecord, post: PostRecord): boolean => viewer._id.equals(post.author);

/** Authors edit their own, as long as they are members. */
export const canEdit = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isAuthor(viewer, post) && isMember(tie);

export const canRemovePost = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  (isAuthor(viewer, post) && isMember(tie)) || canModerate(viewer, tie);

/** Kudos are for others' posts. */
export const canGiveKudos = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isMember(tie) && !isAuthor(viewer, post);

/** In whose name a post is taken away. */
export function removedBy(viewer: AccountRecord, tie: Tie, post: PostRecord): 'author' | 'leader' | 'moderator' {
  if (isAuthor(viewer, post)) return 'author';
  return tie?.role === 'leader' ? 'leader' : 'moderator';
}
