import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Post } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { Kudos } from './kudos.tsx';
import classes from './post-actions.module.css';
import { PostOptions } from './post-options.tsx';
import { permissions, useTopicScene } from './topic-context.ts';

/** What can be done with a post, below it. */
export function PostActions({ post, edit }: { post: Post; edit: () => void }) {
  const scene = useTopicScene();
  const may = permissions(scene, post);
  return (
    <footer className={classes.actions}>
      <Kudos post={post} enabled={may.kudos} />
      {may.reply && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={15} />}
          onClick={() => scene.reply(post)}
        >
          {strings.posts.reply}
        </Button>
      )}
      <span className={classes.marks}>
        {post.replyTo !== null && <InReplyTo number={post.replyTo} />}
        {post.editedAt && <span title={post.editedAt}>{strings.posts.edited}</span>}
      </span>
      <PostOptions post={post} edit={edit} />
    </footer>
  );
}

function InReplyTo({ number }: { number: number }) {
  const { jump } = useTopicScene();
  return (
    <button type="button" className={classes.origin} onClick={() => jump(number)}>
      {strings.posts.inReplyTo(number)}
    </button>
  );
}
