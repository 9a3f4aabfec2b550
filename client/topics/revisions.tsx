import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Post } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { problemText } from '../ui/toast.ts';
import { Markdown } from './markdown.tsx';
import { revisionsQuery } from './queries.ts';

/** What a post said before, the latest first. */
export function Revisions({ post, close }: { post: Post; close: () => void }) {
  const { data, error } = useQuery(revisionsQuery(post.id, post.editedAt));
  return (
    <Modal opened onClose={close} size="lg" title={<Text fw={680}>{strings.posts.revisions}</Text>}>
      <Stack>
        <Version when={strings.posts.current} body={post.body} />
        {!data && !error && <RowsSkeleton rows={2} height={80} />}
        {error && <Text c="brick">{problemText(error)}</Text>}
        {data?.items.map(({ replacedAt, body }) => (
          <Version key={replacedAt} when={strings.posts.revisionAt(atMoment(replacedAt))} body={body} />
        ))}
      </Stack>
    </Modal>
  );
}

function Version({ when, body }: { when: string; body: string }) {
  return (
    <Surface>
      <Text size="xs" fw={650} c="dimmed" mb="xs">
        {when}
      </Text>
      <Markdown text={body} />
    </Surface>
  );
}
