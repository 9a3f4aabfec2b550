import { IconArrowRight } from '@tabler/icons-react';
import type { Post } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import classes from './post-row.module.css';

/** Stands where a post was that is in another topic now. */
export function MovedPost({ post, to }: { post: Post; to: NonNullable<Post['movedTo']> }) {
  return (
    <article className={classes.moved} aria-label={strings.posts.label(post.number, post.author.displayName)}>
      <IconArrowRight size={16} aria-hidden="true" />
      <span>
        {strings.moderation.posts.moved}{' '}
        <TextLink to="/t/$id/{-$number}" params={{ id: to.topicId, number: String(to.number) }} fw={600}>
          {strings.moderation.posts.movedLink(to.number)}
        </TextLink>
      </span>
    </article>
  );
}
