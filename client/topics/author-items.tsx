import { Menu } from '@mantine/core';
import { IconBan, IconMicrophoneOff, IconUserMinus } from '@tabler/icons-react';
import type { Member } from '../../shared/accounts.ts';
import { strings } from '../strings.ts';

type AuthorItemsProps = { author: Member; choose: (deed: 'mute' | 'remove-member' | 'ban') => void };

/** What leaders may do about the author of a post. */
export function AuthorItems({ author, choose }: AuthorItemsProps) {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{strings.moderation.posts.author(author.displayName)}</Menu.Label>
      <Menu.Item leftSection={<IconMicrophoneOff size={16} />} onClick={() => choose('mute')}>
        {strings.joining.mute}
      </Menu.Item>
      <Menu.Item color="brick" leftSection={<IconUserMinus size={16} />} onClick={() => choose('remove-member')}>
        {strings.groups.remove}
      </Menu.Item>
      <Menu.Item color="brick" leftSection={<IconBan size={16} />} onClick={() => choose('ban')}>
        {strings.joining.ban}
      </Menu.Item>
    </>
  );
}
