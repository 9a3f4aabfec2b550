import { Blockquote, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Post } from '../../shared/topics.ts';
import { posts } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { keepPost } from './keep-post.ts';

export function RemovePost({ post, close }: { post: Post; close: () => void }) {
  const client = useQueryClient();
  return (
    <Confirm
      title={strings.posts.removeTitle}
      action={strings.posts.remove}
      danger
      close={close}
      confirm={async () => keepPost(client, await posts.remove(post.id))}
    >
      <Text size="sm">{strings.posts.removeBody}</Text>
      <Blockquote p="sm" mt="sm" color="gray">
        <Text size="sm" lineClamp={4} dir="auto">
          {post.body}
        </Text>
      </Blockquote>
    </Confirm>
  );
}
