import { Text } from '@mantine/core';
import type { Topic } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { ActDialog } from './act-dialog.tsx';
import { perform } from './acting.ts';

/** What is done about a topic as a whole for a reason, and needs nothing else to be chosen. */
export type PlainDeed = 'pin' | 'unpin' | 'lock' | 'unlock' | 'remove-topic' | 'restore-topic';

const TEMPLATES: Record<PlainDeed, keyof Pick<typeof strings.acts, 'conduct' | 'order' | 'mercy'>> = {
  pin: 'order',
  unpin: 'order',
  lock: 'order',
  unlock: 'mercy',
  'remove-topic': 'conduct',
  'restore-topic': 'mercy',
};

type TopicDeedProps = { slug: string; topic: Pick<Topic, 'id' | 'title'>; kind: PlainDeed; close: () => void };

/** Asks why, and does it. */
export function TopicDeed({ slug, topic, kind, close }: TopicDeedProps) {
  const said = strings.moderation.topic[kind];
  return (
    <ActDialog
      title={said.title}
      action={said.action}
      danger={kind === 'remove-topic'}
      templates={strings.acts[TEMPLATES[kind]]}
      confirm={(reason) => perform(slug, { kind, topicId: topic.id, reason }, said.done)}
      close={close}
    >
      {topic.title && (
        <Text fw={600} mb={4} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {topic.title}
        </Text>
      )}
      <Text size="sm" mb="sm">
        {said.body}
      </Text>
    </ActDialog>
  );
}
