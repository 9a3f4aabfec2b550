import { Alert, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { moderates } from '../moderation/may.ts';
import { strings } from '../strings.ts';
import { useTopicScene } from './topic-context.ts';

/** Stands before the place to reply: in a locked topic those alone write who moderate. @param draft something has been written already */
export function TopicGate({ draft, children }: { draft: boolean; children: ReactNode }) {
  const { page, group, me } = useTopicScene();
  const { locked } = page.topic;
  const { moderation } = strings;
  if (!locked || !group) return children;
  if (moderates(group, me)) {
    return (
      <>
        <Text size="sm" c="dimmed" mb="xs">
          {moderation.lockedLeader}
        </Text>
        {children}
      </>
    );
  }
  return (
    <div role="status">
      <Alert color="brass" icon={<IconLock size={18} />}>
        {moderation.lockedWrite}
        <Text size="sm" mt={4} dir="auto">
          {moderation.lockedBy(locked.by.displayName, locked.reason)}
        </Text>
      </Alert>
      {draft && (
        <Text size="sm" c="dimmed" mt="xs">
          {strings.joining.draftKept}
        </Text>
      )}
    </div>
  );
}
