import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { Markdown } from './markdown.tsx';
import type { Sending } from './outbox.ts';
import headerClasses from './post-header.module.css';
import classes from './post-row.module.css';
import { discard, retry } from './sending.ts';
import { useTopicScene } from './topic-context.ts';

/** A reply that is not on the server yet, as far as we know. */
export function SendingRow({ sending }: { sending: Sending }) {
  const { me } = useTopicScene();
  return (
    <article className={classes.post} data-state={sending.status}>
      <header className={headerClasses.header}>
        <Face id={me.id} name={me.displayName} size={44} />
        <div className={headerClasses.author}>
          <Text fw={600} dir="auto">
            {me.displayName}
          </Text>
          <div className={headerClasses.standing}>
            <RankBadge rank={me.rank} />
            <span>{strings.accounts.memberSince(onDay(me.memberSince))}</span>
          </div>
        </div>
        <span className={headerClasses.place} role="status">
          {sending.status === 'failed' ? <Failed /> : <Underway />}
        </span>
      </header>
      <Markdown text={sending.body} />
      {sending.status === 'failed' && <WhatNow sending={sending} />}
    </article>
  );
}

function WhatNow({ sending }: { sending: Sending }) {
  return (
    <Group justify="space-between" mt="sm" gap="xs">
      <Text size="sm" c="brick">
        {sending.problem?.text}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => discard(sending.clientId)}>
          {strings.posts.discard}
        </Button>
        <Button size="xs" onClick={() => retry(sending.clientId)}>
          {strings.posts.retry}
        </Button>
      </Group>
    </Group>
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
