import type { AccountRecord } from '../accounts/account.ts';
import { canModerate, isLeader, isMember, type Tie } from '../groups/policy.ts';
import type { PostRecord } from './post.ts';

const isAuthor = (viewer: AccountRecord, post: PostRecord): boolean => viewer._id.equals(post.author);

/** Authors edit their own, as long as they are members. */
export const canEdit = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isAuthor(viewer, post) && isMember(tie);

/** One's own post one removes without a reason. */
export const canRemoveOwn = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isAuthor(viewer, post) && (isMember(tie) || canModerate(viewer, tie));

/** What a removed post said is for its author and for those who moderate. */
export const canReadOriginal = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isAuthor(viewer, post) || canModerate(viewer, tie);

/** Kudos are for others' posts. */
export const canGiveKudos = (viewer: AccountRecord, tie: Tie, post: PostRecord): boolean =>
  isMember(tie) && !isAuthor(viewer, post);

/** In whose name another's post is taken away. */
export const removedBy = (tie: Tie): 'leader' | 'moderator' => (isLeader(tie) ? 'leader' : 'moderator');
