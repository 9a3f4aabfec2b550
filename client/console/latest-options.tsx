import { Menu } from '@mantine/core';
import {
  IconBan,
  IconLock,
  IconLockOpen,
  IconMicrophoneOff,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { outranks } from '../groups/leads.ts';
import { SanctionDialog } from '../moderation/sanction-dialog.tsx';
import { type PlainDeed, TopicDeed } from '../moderation/topic-deed.tsx';
import { strings } from '../strings.ts';
import { OptionsMenu } from '../ui/options-menu.tsx';
import type { LatestPost } from './latest-posts.ts';

type LatestOptionsProps = {
  latest: LatestPost;
  group: Group;
  me: Account;
  /** Null where the post cannot be removed. */
  remove: (() => void) | null;
};

/** What can be done at once about a post, its topic and its author. */
export function LatestOptions({ latest: { post, topic }, group, me, remove }: LatestOptionsProps) {
  const [open, setOpen] = useState<PlainDeed | 'mute' | 'ban' | null>(null);
  const close = () => setOpen(null);
  const said = strings.console.latest;
  const { displayName } = post.author;
  return (
    <>
      <OptionsMenu small label={said.options(displayName, topic.title)}>
        {remove && (
          <Menu.Item color="brick" leftSection={<IconTrash size={16} />} onClick={remove}>
            {said.remove}
          </Menu.Item>
        )}
        {!topic.removed && (
          <>
            <Menu.Item
              leftSection={topic.pinnedAt ? <IconPinnedOff size={16} /> : <IconPin size={16} />}
              onClick={() => setOpen(topic.pinnedAt ? 'unpin' : 'pin')}
            >
              {topic.pinnedAt ? said.unpin : said.pin}
            </Menu.Item>
            <Menu.Item
              leftSection={topic.locked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
              onClick={() => setOpen(topic.locked ? 'unlock' : 'lock')}
            >
              {topic.locked ? said.unlock : said.lock}
            </Menu.Item>
          </>
        )}
        {outranks(group, me, post.author) && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconMicrophoneOff size={16} />} onClick={() => setOpen('mute')}>
              {said.mute(displayName)}
            </Menu.Item>
            <Menu.Item color="brick" leftSection={<IconBan size={16} />} onClick={() => setOpen('ban')}>
              {said.ban(displayName)}
            </Menu.Item>
          </>
        )}
      </OptionsMenu>
      {(open === 'mute' || open === 'ban') && (
        <SanctionDialog
          slug={group.slug}
          username={post.author.username}
          name={displayName}
          kind={open}
          close={close}
        />
      )}
      {open && open !== 'mute' && open !== 'ban' && (
        <TopicDeed slug={group.slug} topic={topic} kind={open} close={close} />
      )}
    </>
  );
}
