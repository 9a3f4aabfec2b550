import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { Markdown } from './markdown.tsx';
import type { Sending } from './outbox.ts';
import { OwnHeader } from './own-header.tsx';
import classes from './post-row.module.css';
import { discard, retry } from './sending.ts';
import { useSecondsUntil } from './slow.ts';
import { useTopicScene } from './topic-context.ts';

/** What would be refused again unless it says something else, or says it elsewhere. */
const OTHERWISE = ['rule_refused', 'duplicate_post', 'topic_locked', 'topic_merged', 'slow_mode'];

/** A reply that is not on the server yet, as far as we know. */
export function SendingRow({ sending }: { sending: Sending }) {
  const { me } = useTopicScene();
  const { status, problem } = sending;
  const waits = problem?.code === 'slow_mode';
  const failed = status === 'failed' && !waits;
  return (
    <article className={classes.post} data-state={failed ? 'failed' : 'sending'}>
      <OwnHeader me={me}>{failed ? <Failed /> : <Underway />}</OwnHeader>
      <Markdown text={sending.body} />
      {status === 'failed' && <WhatNow sending={sending} />}
    </article>
  );
}

function WhatNow({ sending }: { sending: Sending }) {
  const { reply } = useTopicScene();
  const { clientId, body, problem } = sending;
  const change = () => {
    discard(clientId);
    reply(null, body);
  };
  return (
    <Group justify="space-between" mt="sm" gap="xs">
      {problem?.code === 'slow_mode' ? (
        <Wait until={problem.until ?? 0} />
      ) : (
        <Text size="sm" c="brick" flex="1 1 12em" role="alert" dir="auto">
          {problem?.text}
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => discard(clientId)}>
          {strings.posts.discard}
        </Button>
        {problem && OTHERWISE.includes(problem.code) ? (
          <Button size="xs" onClick={change}>
            {strings.moderation.held.edit}
          </Button>
        ) : (
          <Button size="xs" onClick={() => retry(clientId)}>
            {strings.posts.retry}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function Wait({ until }: { until: number }) {
  const seconds = useSecondsUntil(until);
  return (
    <Text size="sm" c="dimmed" flex="1 1 12em">
      {strings.moderation.slow.goesOut(seconds)}
    </Text>
  );
}

const Underway = () => (
  <Group gap={4} wrap="nowrap">
    <IconClock size={14} aria-hidden="true" />
    {strings.posts.sending}
  </Group>
);

const Failed = () => (
  <Text span c="brick" inherit>
    <Group gap={4} wrap="nowrap">
      <IconAlertTriangle size={14} aria-hidden="true" />
      {strings.posts.failed}
    </Group>
  </Text>
);
