import { Checkbox, Skeleton } from '@mantine/core';
import { memo, useState } from 'react';
import type { Post } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { EditPost } from './edit-post.tsx';
import { readLocal } from './local.ts';
import { Markdown } from './markdown.tsx';
import { MovedPost } from './moved-post.tsx';
import { PostActions } from './post-actions.tsx';
import { PostHeader } from './post-header.tsx';
import classes from './post-row.module.css';
import { Tombstone } from './tombstone.tsx';
import { useTopicScene } from './topic-context.ts';

type PostRowProps = { post: Post | undefined; number: number; target: boolean };

/** A post in its place; its shape while it is on its way. */
export const PostRow = memo(function PostRow({ post, number, target }: PostRowProps) {
  const { picked } = useTopicScene().picking;
  if (!post) return <PostSkeleton />;
  if (post.movedTo) return <MovedPost post={post} to={post.movedTo} />;
  return (
    <article
      className={classes.post}
      aria-label={strings.posts.label(number, post.author.displayName)}
      data-target={target || undefined}
      data-removed={post.removed ? true : undefined}
      data-picked={picked?.has(number) || undefined}
    >
      {picked && <Pick number={number} />}
      <PostHeader post={post} />
      {post.removed ? <Tombstone post={post} removal={post.removed} /> : <Body post={post} />}
    </article>
  );
});

/** A large target: it is meant for thumbs, too. */
function Pick({ number }: { number: number }) {
  const { picked, full, toggle } = useTopicScene().picking;
  const checked = picked?.has(number) ?? false;
  return (
    <Checkbox
      className={classes.pick}
      label={strings.moderation.select.one(number)}
      checked={checked}
      disabled={full && !checked}
      onChange={() => toggle(number)}
    />
  );
}

function Body({ post }: { post: Post }) {
  // A row that scrolled out of sight is gone; an edit that was begun is not.
  const [editing, setEditing] = useState(() => readLocal(`draft.edit.${post.id}`) !== null);
  if (editing) return <EditPost post={post} done={() => setEditing(false)} />;
  return (
    <>
      <Markdown text={post.body} />
      <PostActions post={post} edit={() => setEditing(true)} />
    </>
  );
}

function PostSkeleton() {
  return (
    <div className={classes.post} aria-hidden="true">
      <div className={classes.skeleton}>
        <Skeleton height={44} width={44} radius="lg" />
        <div>
          <Skeleton height={13} width={150} mb={9} />
          <Skeleton height={10} width={220} />
        </div>
      </div>
      <Skeleton height={11} mb={9} />
      <Skeleton height={11} width="70%" />
    </div>
  );
}
