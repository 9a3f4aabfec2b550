import { Menu } from '@mantine/core';
import { IconArrowBarToDown, IconArrowBarToUp, IconLink } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { SubscribeItems } from '../subscriptions/subscribe-items.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast } from '../ui/toast.ts';
import { useTopicScene } from './topic-context.ts';

/** The three dots of a topic. */
export function TopicOptions() {
  const { page, total, me, jump } = useTopicScene();
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(`/t/${page.topic.id}`, location.origin).href);
    toast(strings.posts.copied);
  };
  return (
    <OptionsMenu label={strings.posts.topicOptions}>
      <SubscribeItems
        type="topic"
        id={page.topic.id}
        groupId={page.topic.groupId}
        implied={page.topic.author.id === me.id}
      />
      <Menu.Item leftSection={<IconLink size={16} />} onClick={copy}>
        {strings.posts.copyLink}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowBarToUp size={16} />} onClick={() => jump(1)}>
        {strings.posts.jumpFirst}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowBarToDown size={16} />} onClick={() => jump(total)}>
        {strings.posts.jumpLast}
      </Menu.Item>
    </OptionsMenu>
  );
}
