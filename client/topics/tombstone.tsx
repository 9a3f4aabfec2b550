import { Blockquote, Button, Group as Row } from '@mantine/core';
import { IconArrowBackUp, IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Post, PostRemoval } from '../../shared/topics.ts';
import { moderates } from '../moderation/may.ts';
import { PostsDeed } from '../moderation/posts-deed.tsx';
import { strings } from '../strings.ts';
import { problemText } from '../ui/toast.ts';
import { Markdown } from './markdown.tsx';
import { isTakenAway } from './picked-posts.ts';
import classes from './post-row.module.css';
import { originalQuery } from './queries.ts';
import { permissions, useTopicScene } from './topic-context.ts';

const said = strings.moderation.posts;

/** Stands in the place of what was removed: by whom and why. Who wrote it and who moderates can look at it again. */
export function Tombstone({ post, removal }: { post: Post; removal: PostRemoval }) {
  const scene = useTopicScene();
  const may = permissions(scene, post);
  const [restoring, setRestoring] = useState(false);
  const [shown, setShown] = useState(false);
  const { group, me, page } = scene;
  const mayRead = may.own || (group !== null && moderates(group, me));
  const mayRestore = may.remove && isTakenAway(post);
  return (
    <div className={classes.tombstone}>
      <p dir="auto">
        {said.removed[removal.by]} {removal.reason && said.why(removal.reason)}
      </p>
      {shown && <Original postId={post.id} />}
      {(mayRead || mayRestore) && (
        <Row gap={4} mt={6}>
          {mayRead && !shown && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconEye size={15} />}
              onClick={() => setShown(true)}
            >
              {said.original}
            </Button>
          )}
          {mayRestore && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconArrowBackUp size={15} />}
              onClick={() => setRestoring(true)}
            >
              {said.restore}
            </Button>
          )}
        </Row>
      )}
      {restoring && (
        <PostsDeed slug={page.group.slug} deed="restore" posts={[post]} close={() => setRestoring(false)} />
      )}
    </div>
  );
}

function Original({ postId }: { postId: string }) {
  const { data, error } = useQuery(originalQuery(postId));
  if (error) return <p>{problemText(error)}</p>;
  return (
    <Blockquote p="sm" mt="xs" color="gray" aria-label={said.original}>
      {data && <Markdown text={data.body} />}
    </Blockquote>
  );
}
