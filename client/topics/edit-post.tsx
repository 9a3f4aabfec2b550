import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Post } from '../../shared/topics.ts';
import { posts } from '../api/endpoints.ts';
import { useHindrance } from '../joining/hindrance.ts';
import { WritingGate } from '../joining/writing-gate.tsx';
import { strings } from '../strings.ts';
import { problemText } from '../ui/toast.ts';
import { ConfidentialNotice } from './confidential.tsx';
import { keepPost } from './keep-post.ts';
import { MarkdownEditor } from './markdown-editor.tsx';
import { useTopicScene } from './topic-context.ts';
import { useDraft } from './use-draft.ts';

/** Changing one's own post, in its place. */
export function EditPost({ post, done }: { post: Post; done: () => void }) {
  const client = useQueryClient();
  const { group } = useTopicScene();
  const hindered = useHindrance(group) !== null;
  const [text, setText] = useDraft(`edit.${post.id}`, post.body);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => posts.edit(post.id, text),
    onSuccess: (answer) => {
      keepPost(client, answer);
      leave();
    },
  });

  function leave() {
    setText('');
    done();
  }

  function save() {
    if (text.trim() === post.body.trim()) leave();
    else if (text.trim()) mutate();
  }

  return (
    <>
      <WritingGate group={group} draft>
        <MarkdownEditor
          label={strings.posts.edit}
          value={text}
          onChange={setText}
          onSend={save}
          error={error ? problemText(error) : undefined}
          autoFocus
        />
      </WritingGate>
      <Group justify="space-between" mt="xs">
        <ConfidentialNotice />
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={leave}>
            {strings.common.cancel}
          </Button>
          <Button size="xs" loading={isPending} disabled={!text.trim() || hindered} onClick={save}>
            {strings.common.save}
          </Button>
        </Group>
      </Group>
    </>
  );
}
