import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconArrowMerge,
  IconArrowRight,
  IconLink,
  IconListCheck,
  IconLock,
  IconLockOpen,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { mayTakeAway, moderates } from '../moderation/may.ts';
import { strings } from '../strings.ts';
import { SubscribeItems } from '../subscriptions/subscribe-items.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast } from '../ui/toast.ts';
import { useTopicScene } from './topic-context.ts';
import { type TopicDeed, TopicDeedDialog } from './topic-deed-dialog.tsx';

/** The three dots of a topic. */
export function TopicOptions() {
  const { page, total, me, group, jump } = useTopicScene();
  const [open, setOpen] = useState<TopicDeed | null>(null);
  const { topic } = page;
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(`/t/${topic.id}`, location.origin).href);
    toast(strings.posts.copied);
  };
  return (
    <>
      <OptionsMenu label={strings.posts.topicOptions}>
        <SubscribeItems type="topic" id={topic.id} groupId={topic.groupId} implied={topic.author.id === me.id} />
        <Menu.Item leftSection={<IconLink size={16} />} onClick={copy}>
          {strings.posts.copyLink}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowBarToUp size={16} />} onClick={() => jump(1)}>
          {strings.posts.jumpFirst}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowBarToDown size={16} />} onClick={() => jump(total)}>
          {strings.posts.jumpLast}
        </Menu.Item>
        {group && moderates(group, me) && !topic.mergedInto && <Deeds choose={setOpen} />}
      </OptionsMenu>
      {open && <TopicDeedDialog deed={open} close={() => setOpen(null)} />}
    </>
  );
}

/** What those who moderate here do with the topic; nothing of it needs more than a reason and another click. */
function Deeds({ choose }: { choose: (deed: TopicDeed) => void }) {
  const { page, me, group, picking } = useTopicScene();
  const { topic } = page;
  const item = (deed: TopicDeed, icon: ReactNode, danger = false) => (
    <Menu.Item color={danger ? 'brick' : undefined} leftSection={icon} onClick={() => choose(deed)}>
      {strings.moderation.topic[deed].item}
    </Menu.Item>
  );
  const above = group !== null && mayTakeAway(group, me, topic.author);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{strings.moderation.leading}</Menu.Label>
      {topic.removed ? (
        above && item('restore-topic', <IconArrowBackUp size={16} />)
      ) : (
        <>
          {topic.pinnedAt ? item('unpin', <IconPinnedOff size={16} />) : item('pin', <IconPin size={16} />)}
          {topic.locked ? item('unlock', <IconLockOpen size={16} />) : item('lock', <IconLock size={16} />)}
          {item('move', <IconArrowRight size={16} />)}
          {item('merge', <IconArrowMerge size={16} />)}
          <Menu.Item leftSection={<IconListCheck size={16} />} onClick={() => picking.begin()}>
            {strings.moderation.select.begin}
          </Menu.Item>
          {above && item('remove-topic', <IconTrash size={16} />, true)}
        </>
      )}
    </>
  );
}
