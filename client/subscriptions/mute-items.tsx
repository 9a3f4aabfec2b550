import { Menu } from '@mantine/core';
import type { Mute } from '../../shared/subscriptions.ts';
import { strings } from '../strings.ts';

const HOUR_MS = 3_600_000;

const DURATIONS: { name: keyof typeof strings.notices.durations; ms: number | null }[] = [
  { name: 'hour', ms: HOUR_MS },
  { name: 'eightHours', ms: 8 * HOUR_MS },
  { name: 'day', ms: 24 * HOUR_MS },
  { name: 'week', ms: 7 * 24 * HOUR_MS },
  { name: 'always', ms: null },
];

/** For how long a thing is to be quiet. */
export function MuteItems({ choose }: { choose: (mute: Mute) => void }) {
  return (
    <>
      <Menu.Label>{strings.notices.muteFor}</Menu.Label>
      {DURATIONS.map(({ name, ms }) => (
        <Menu.Item
          key={name}
          onClick={() => choose({ until: ms === null ? null : new Date(Date.now() + ms).toISOString() })}
        >
          {strings.notices.durations[name]}
        </Menu.Item>
      ))}
    </>
  );
}
