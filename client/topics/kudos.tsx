import { Button } from '@mantine/core';
import { IconHeart, IconHeartFilled } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Post } from '../../shared/topics.ts';
import { posts } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { toastProblem } from '../ui/toast.ts';
import { keepPost } from './keep-post.ts';

/** Gives or takes back kudos; shows it at once, before the server has agreed. */
export function Kudos({ post, enabled }: { post: Post; enabled: boolean }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => (post.kudos.mine ? posts.withdrawKudos(post.id) : posts.giveKudos(post.id)),
    onSuccess: (answer) => keepPost(client, answer),
    onError: toastProblem,
  });
  const mine = isPending ? !post.kudos.mine : post.kudos.mine;
  const count = post.kudos.count + (isPending ? (mine ? 1 : -1) : 0);
  const Icon = mine ? IconHeartFilled : IconHeart;
  if (!enabled && count === 0) return null;
  return (
    <Button
      variant={mine ? 'light' : 'subtle'}
      color={mine ? 'brick' : 'gray'}
      size="compact-sm"
      leftSection={<Icon size={15} />}
      aria-pressed={enabled ? mine : undefined}
      title={enabled ? (mine ? strings.posts.withdraw : strings.posts.give) : undefined}
      aria-label={
        enabled ? `${mine ? strings.posts.withdraw : strings.posts.give}, ${strings.posts.kudos(count)}` : undefined
      }
      disabled={!enabled}
      onClick={() => !isPending && mutate()}
      styles={enabled ? undefined : { root: { background: 'none', color: 'var(--mantine-color-dimmed)' } }}
    >
      {count > 0 ? strings.posts.kudos(count) : strings.posts.give}
    </Button>
  );
}
