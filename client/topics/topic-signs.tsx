import { IconLock, IconPin } from '@tabler/icons-react';
import type { Topic } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import classes from './topic-signs.module.css';

/** That a topic is pinned or locked. */
export function TopicSigns({ topic: { pinnedAt, locked } }: { topic: Pick<Topic, 'pinnedAt' | 'locked'> }) {
  if (!pinnedAt && !locked) return null;
  const { moderation } = strings;
  return (
    <span className={classes.signs} data-signs>
      {pinnedAt && (
        <span className={classes.sign}>
          <IconPin size={13} aria-hidden="true" />
          {moderation.pinned}
        </span>
      )}
      {locked && (
        <span className={classes.sign} title={moderation.lockedBy(locked.by.displayName, locked.reason)}>
          <IconLock size={13} aria-hidden="true" />
          {moderation.locked}
        </span>
      )}
    </span>
  );
}
