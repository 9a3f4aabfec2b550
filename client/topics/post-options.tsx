import { Menu } from '@mantine/core';
import {
  IconBlockquote,
  IconFlag,
  IconHistory,
  IconLink,
  IconListCheck,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Post } from '../../shared/topics.ts';
import { moderates } from '../moderation/may.ts';
import { strings } from '../strings.ts';
import { SubscribeItems } from '../subscriptions/subscribe-items.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast } from '../ui/toast.ts';
import { AuthorItems } from './author-items.tsx';
import { quotation } from './marks.ts';
import { PostDialog, type PostDialogName } from './post-dialog.tsx';
import { permissions, useTopicScene } from './topic-context.ts';

/** The three dots of a post. */
export function PostOptions({ post, edit }: { post: Post; edit: () => void }) {
  const scene = useTopicScene();
  const may = permissions(scene, post);
  const [open, setOpen] = useState<PostDialogName | null>(null);
  const { group, me, picking } = scene;
  return (
    <>
      <OptionsMenu small label={strings.posts.options(post.number)}>
        <SubscribeItems type="post" id={post.id} groupId={scene.page.topic.groupId} implied={may.own} />
        {may.reply && (
          <Menu.Item
            leftSection={<IconBlockquote size={16} />}
            onClick={() => scene.reply(post, quotation(post.author.displayName, post.body))}
          >
            {strings.posts.quote}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => copyLink(post)}>
          {strings.posts.copyLink}
        </Menu.Item>
        {may.edit && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={edit}>
            {strings.posts.edit}
          </Menu.Item>
        )}
        {post.editedAt && (
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setOpen('revisions')}>
            {strings.posts.revisions}
          </Menu.Item>
        )}
        {may.report && (
          <Menu.Item leftSection={<IconFlag size={16} />} onClick={() => setOpen('report')}>
            {strings.moderation.report.action}
          </Menu.Item>
        )}
        {may.discard && (
          <Menu.Item color="brick" leftSection={<IconTrash size={16} />} onClick={() => setOpen('discard')}>
            {strings.posts.remove}
          </Menu.Item>
        )}
        {group && moderates(group, me) && (
          <>
            <Menu.Divider />
            <Menu.Label>{strings.moderation.leading}</Menu.Label>
            {may.remove && (
              <Menu.Item color="brick" leftSection={<IconTrash size={16} />} onClick={() => setOpen('remove')}>
                {strings.moderation.posts.remove}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconListCheck size={16} />} onClick={() => picking.begin(post.number)}>
              {strings.moderation.select.begin}
            </Menu.Item>
          </>
        )}
        {may.sanction && <AuthorItems author={post.author} choose={setOpen} />}
      </OptionsMenu>
      {open && <PostDialog name={open} post={post} close={() => setOpen(null)} />}
    </>
  );
}

async function copyLink(post: Post): Promise<void> {
  await navigator.clipboard.writeText(new URL(`/t/${post.topicId}/${post.number}`, location.origin).href);
  toast(strings.posts.copied);
}
