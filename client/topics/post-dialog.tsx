import type { Post } from '../../shared/topics.ts';
import { RemoveMember } from '../groups/remove-member.tsx';
import { PostsDeed } from '../moderation/posts-deed.tsx';
import { ReportPost } from '../moderation/report-post.tsx';
import { SanctionDialog } from '../moderation/sanction-dialog.tsx';
import { RemovePost } from './remove-post.tsx';
import { Revisions } from './revisions.tsx';
import { useTopicScene } from './topic-context.ts';

/** What can be opened from the options of a post. */
export type PostDialogName = 'revisions' | 'report' | 'discard' | 'remove' | 'mute' | 'remove-member' | 'ban';

type PostDialogProps = { name: PostDialogName; post: Post; close: () => void };

export function PostDialog({ name, post, close }: PostDialogProps) {
  const { slug, name: group } = useTopicScene().page.group;
  const { author } = post;
  switch (name) {
    case 'revisions':
      return <Revisions post={post} close={close} />;
    case 'report':
      return <ReportPost postId={post.id} group={group} close={close} />;
    case 'discard':
      return <RemovePost post={post} close={close} />;
    case 'remove':
      return <PostsDeed slug={slug} deed="remove" posts={[post]} close={close} />;
    case 'remove-member':
      return <RemoveMember slug={slug} member={author} close={close} />;
    case 'mute':
    case 'ban':
      return (
        <SanctionDialog slug={slug} kind={name} username={author.username} name={author.displayName} close={close} />
      );
    default:
      return name satisfies never;
  }
}
