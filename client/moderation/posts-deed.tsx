import { Blockquote, Text } from '@mantine/core';
import type { Post } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { ActDialog } from './act-dialog.tsx';
import { perform } from './acting.ts';
import { someOf } from './some-of.ts';

const said = strings.moderation.posts;

const DEEDS = {
  remove: {
    kind: 'remove-posts',
    title: said.removeTitle,
    body: said.removeBody,
    action: said.remove,
    done: said.removeDone,
    templates: strings.acts.conduct,
  },
  restore: {
    kind: 'restore-posts',
    title: said.restoreTitle,
    body: '',
    action: said.restore,
    done: said.restoreDone,
    templates: strings.acts.mercy,
  },
} as const;

type PostsDeedProps = {
  slug: string;
  deed: keyof typeof DEEDS;
  posts: Pick<Post, 'id' | 'body'>[];
  /** How many were selected. */
  of?: number;
  done?: () => void;
  close: () => void;
};

/** Takes posts away or brings them back, one or many. */
export function PostsDeed({ slug, deed, posts, of = posts.length, done, close }: PostsDeedProps) {
  const { kind, ...words } = DEEDS[deed];
  const only = posts.length === 1 ? posts[0]?.body : '';

  async function act(reason: string) {
    await perform(slug, { kind, postIds: posts.map(({ id }) => id), reason }, words.done(posts.length));
    done?.();
  }

  return (
    <ActDialog
      title={words.title(posts.length)}
      body={words.body + someOf(posts.length, of)}
      action={words.action}
      danger={deed === 'remove'}
      templates={words.templates}
      confirm={act}
      close={close}
    >
      {only && (
        <Blockquote p="sm" mb="sm" color="gray">
          <Text size="sm" lineClamp={3} dir="auto">
            {only}
          </Text>
        </Blockquote>
      )}
    </ActDialog>
  );
}
