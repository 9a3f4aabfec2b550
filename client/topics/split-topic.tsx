import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Post } from '../../shared/topics.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { someOf } from '../moderation/some-of.ts';
import { strings } from '../strings.ts';
import { useTopicScene } from './topic-context.ts';

const said = strings.moderation.split;

type SplitTopicProps = { posts: Post[]; of: number; done: () => void; close: () => void };

/** Makes some posts of a topic one of their own. */
export function SplitTopic({ posts, of, done, close }: SplitTopicProps) {
  const { page } = useTopicScene();
  const [title, setTitle] = useState('');

  async function split(reason: string) {
    const numbers = posts.map(({ number }) => number);
    const act = { kind: 'split' as const, topicId: page.topic.id, numbers, title: title.trim(), reason };
    await perform(page.group.slug, act, said.done);
    done();
  }

  return (
    <ActDialog
      title={said.title(posts.length)}
      body={said.body + someOf(posts.length, of)}
      action={said.action}
      disabled={!title.trim()}
      templates={strings.acts.order}
      confirm={split}
      close={close}
    >
      <TextInput
        label={said.name}
        mb="sm"
        maxLength={200}
        required
        dir="auto"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
