import { ActionIcon, Box, Button } from '@mantine/core';
import { IconArrowBarToDown, IconArrowBarToUp, IconArrowDown, IconLock, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { JoinAction } from '../joining/join-action.tsx';
import { moderates } from '../moderation/may.ts';
import { strings } from '../strings.ts';
import { ReplyComposer } from './reply-composer.tsx';
import classes from './reply-dock.module.css';
import { SelectionBar } from './selection-bar.tsx';
import { useTopicScene } from './topic-context.ts';
import type { Place } from './use-reading.ts';
import type { Reply } from './use-reply.ts';
import { WhoIsHere } from './who-is-here.tsx';
import { WhoTypes } from './who-types.tsx';

type ReplyDockProps = {
  reply: Reply;
  place: Place;
  /** What was just done about the topic. */
  line: ReactNode;
};

/** Stays at the foot of the window: where one is in the topic, what came in below, and the way to answer. */
export function ReplyDock({ reply, place, line }: ReplyDockProps) {
  const { total, jump, picking, group } = useTopicScene();
  const wasAtEnd = useRef(place.atEnd);
  if (!reply.shown) wasAtEnd.current = place.atEnd;

  // The composer needs room; one who reads the end and answers it should go on seeing it.
  useLayoutEffect(() => {
    if (reply.shown && wasAtEnd.current) window.scrollTo(0, document.documentElement.scrollHeight);
  }, [reply.shown]);

  return (
    <div className={classes.dock}>
      <div role="status" className={classes.pillPlace}>
        {place.below > 0 && (
          <Button
            radius="xl"
            size="xs"
            leftSection={<IconArrowDown size={14} />}
            className={classes.pill}
            onClick={() => jump(total - place.below + 1)}
          >
            {strings.posts.pill(place.below)}
          </Button>
        )}
      </div>
      <WhoTypes />
      {line}
      {picking.picked && group ? (
        <div className={classes.bar}>
          <SelectionBar group={group} picked={picking.picked} />
        </div>
      ) : (
        <div className={classes.bar} data-open={reply.shown || undefined}>
          {reply.shown ? <ReplyComposer reply={reply} /> : <Bar reply={reply} place={place} />}
        </div>
      )}
    </div>
  );
}

function Bar({ reply, place }: { reply: Reply; place: Place }) {
  const { total, jump } = useTopicScene();
  const offersUnread = place.unread !== null && place.below === 0;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={strings.posts.jumpFirst}
        title={strings.posts.jumpFirst}
        onClick={() => jump(1)}
      >
        <IconArrowBarToUp size={18} />
      </ActionIcon>
      <span className={classes.position} data-testid="position">
        {strings.posts.position(Math.min(place.current, total), total)}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={strings.posts.jumpLast}
        title={strings.posts.jumpLast}
        onClick={() => jump(total)}
      >
        <IconArrowBarToDown size={18} />
      </ActionIcon>
      {offersUnread && (
        <Button variant="subtle" size="compact-sm" onClick={() => jump(place.unread ?? 1)}>
          {strings.posts.jumpUnread}
        </Button>
      )}
      <span className={classes.action}>
        {/* There is no room for both on a phone. */}
        <Box visibleFrom={offersUnread ? 'xs' : undefined}>
          <WhoIsHere />
        </Box>
        <Answer reply={reply} />
      </span>
    </>
  );
}

function Answer({ reply }: { reply: Reply }) {
  const { group, page, me } = useTopicScene();
  if (!group) return null;
  if (group.archivedAt) return <span className={classes.archived}>{strings.joining.archived}</span>;
  if (page.topic.locked && !moderates(group, me)) {
    return (
      <span className={classes.archived}>
        <IconLock size={15} aria-hidden="true" /> {strings.moderation.locked}
      </span>
    );
  }
  if (!group.membership) return <JoinAction group={group} size="sm" />;
  return (
    <Button size="sm" leftSection={<IconPencil size={16} />} onClick={() => reply.open(null)}>
      {reply.text.trim() ? strings.posts.draft : strings.posts.reply}
    </Button>
  );
}
