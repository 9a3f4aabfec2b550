import { Menu } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Forum, Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { SubscribeItems } from '../subscriptions/subscribe-items.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast } from '../ui/toast.ts';

/** The three dots of a forum. */
export function ForumOptions({ group, forum }: { group: Group; forum: Forum }) {
  const copy = async () => {
    const path = `/g/${group.slug}?${new URLSearchParams({ forum: forum.slug })}`;
    await navigator.clipboard.writeText(new URL(path, location.origin).href);
    toast(strings.posts.copied);
  };
  return (
    <OptionsMenu small label={strings.joining.forumOptions(forum.name)}>
      <SubscribeItems type="forum" id={forum.id} groupId={group.id} />
      <Menu.Item leftSection={<IconLink size={16} />} onClick={copy}>
        {strings.posts.copyLink}
      </Menu.Item>
    </OptionsMenu>
  );
}
