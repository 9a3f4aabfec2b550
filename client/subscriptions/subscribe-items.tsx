import { Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type SubscriptionType, subscriptionId } from '../../shared/subscriptions.ts';
import { inboxQuery } from '../notices/queries.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { MuteItems } from './mute-items.tsx';
import { type Standing, standingOf } from './standing.ts';
import { useChoice } from './use-choice.ts';

type SubscribeItemsProps = {
  type: SubscriptionType;
  id: string;
  groupId: string;
  /** One is told of answers here without having chosen so: one's own topic or post. */
  implied?: boolean;
};

/** What an options menu offers about being told of a thing; always its first part. */
export function SubscribeItems({ type, id, groupId, implied = false }: SubscribeItemsProps) {
  const { data: inbox } = useQuery(inboxQuery);
  const { choose } = useChoice();
  const [muting, setMuting] = useState(false);
  if (!inbox) return null;
  const name = subscriptionId(type, id);
  const standing = standingOf(inbox, name, implied, Date.now());
  const on = standing.level !== 'off';
  return (
    <>
      <Menu.Label>{stateOf(standing)}</Menu.Label>
      <Menu.Item
        leftSection={on ? <IconBellOff size={16} /> : <IconBell size={16} />}
        onClick={() => choose(name, groupId, { level: on ? 'off' : 'on' })}
      >
        {on ? strings.notices.unsubscribe : strings.notices.subscribe}
      </Menu.Item>
      {standing.mute ? (
        <Menu.Item leftSection={<IconVolume size={16} />} onClick={() => choose(name, groupId, { mute: null })}>
          {strings.notices.unmute}
        </Menu.Item>
      ) : (
        <Menu.Item
          leftSection={<IconVolumeOff size={16} />}
          closeMenuOnClick={false}
          aria-expanded={muting}
          onClick={() => setMuting(!muting)}
        >
          {strings.notices.mute}
        </Menu.Item>
      )}
      {muting && !standing.mute && <MuteItems choose={(mute) => choose(name, groupId, { mute })} />}
      <Menu.Divider />
    </>
  );
}

function stateOf({ level, mute }: Standing): string {
  if (!mute) return strings.notices.state[level];
  return mute.until ? strings.notices.mutedUntil(atMoment(mute.until)) : strings.notices.muted;
}
