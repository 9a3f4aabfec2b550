import { Alert, Button, Text } from '@mantine/core';
import { IconArrowMerge, IconLock, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ActNote } from '../../shared/topics.ts';
import { mayTakeAway } from '../moderation/may.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { useTopicScene } from './topic-context.ts';
import { TopicDeedDialog } from './topic-deed-dialog.tsx';

const said = strings.moderation;

/** How it stands with a topic that is not open like others: what was done, by whom and why. */
export function TopicBanner() {
  const { topic } = useTopicScene().page;
  if (topic.removed) return <Removed note={topic.removed} />;
  if (topic.mergedInto) return <Merged {...topic.mergedInto} />;
  if (topic.locked) return <Locked note={topic.locked} />;
  return null;
}

function Locked({ note }: { note: ActNote }) {
  return (
    <Alert color="brass" icon={<IconLock size={18} />} mb="md" py="xs">
      <Said note={note}>{said.lockedBy(note.by.displayName, note.reason)}</Said>
    </Alert>
  );
}

function Removed({ note }: { note: ActNote }) {
  const { page, group, me } = useTopicScene();
  const [open, setOpen] = useState(false);
  return (
    <Alert color="brick" icon={<IconTrash size={18} />} mb="md">
      <Said note={note}>{said.removedBy(note.by.displayName, note.reason)}</Said>
      {group && mayTakeAway(group, me, page.topic.author) && (
        <Button size="xs" variant="default" mt="sm" onClick={() => setOpen(true)}>
          {said.topic['restore-topic'].action}
        </Button>
      )}
      {open && <TopicDeedDialog deed="restore-topic" close={() => setOpen(false)} />}
    </Alert>
  );
}

function Merged({ topicId, offset }: { topicId: string; offset: number }) {
  return (
    <Alert color="verdigris" icon={<IconArrowMerge size={18} />} mb="md">
      <Text size="sm">{said.mergedTitle}.</Text>
      <ButtonLink
        size="xs"
        variant="default"
        mt="sm"
        to="/t/$id/{-$number}"
        params={{ id: topicId, number: String(offset + 1) }}
      >
        {said.mergedLink}
      </ButtonLink>
    </Alert>
  );
}

function Said({ note, children }: { note: ActNote; children: ReactNode }) {
  return (
    <Text size="sm" dir="auto">
      {children}{' '}
      <Text span inherit c="dimmed">
        <Ago at={note.at} />
      </Text>
    </Text>
  );
}
