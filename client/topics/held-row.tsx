import { Button, Group as Row, Text } from '@mantine/core';
import { IconHourglass, IconX } from '@tabler/icons-react';
import type { HeldPost } from '../../shared/rules.ts';
import { strings } from '../strings.ts';
import { takeNote } from './held.ts';
import { Markdown } from './markdown.tsx';
import { OwnHeader } from './own-header.tsx';
import classes from './post-row.module.css';
import { useTopicScene } from './topic-context.ts';
import { useWithdrawal } from './use-withdrawal.tsx';

const said = strings.moderation.held;

/** One's own reply that nobody else sees yet, or that was not let through. */
export function HeldRow({ held }: { held: HeldPost }) {
  const { me, reply } = useTopicScene();
  const again = () => reply(null, held.body);
  const { withdraw, dialog } = useWithdrawal(held, again);
  const over = held.state === 'refused';
  return (
    <article className={classes.post} data-state={held.state} aria-label={over ? said.refused : said.waits}>
      <OwnHeader me={me}>{over ? <Refused /> : <Waits />}</OwnHeader>
      <Markdown text={held.body} />
      <Row justify="space-between" mt="sm" gap="xs">
        <Text size="sm" c="dimmed" dir="auto" flex="1 1 12em">
          {held.why ? said.why(held.why) : said.hint}
        </Text>
        {over ? (
          <Row gap="xs">
            <Button size="xs" variant="default" onClick={() => takeNote(held.id)}>
              {said.close}
            </Button>
            <Button
              size="xs"
              onClick={() => {
                takeNote(held.id);
                again();
              }}
            >
              {said.again}
            </Button>
          </Row>
        ) : (
          <Button size="xs" variant="default" onClick={withdraw}>
            {said.withdraw}
          </Button>
        )}
      </Row>
      {dialog}
    </article>
  );
}

const Waits = () => (
  <Row gap={4} wrap="nowrap">
    <IconHourglass size={14} aria-hidden="true" />
    {said.waits}
  </Row>
);

const Refused = () => (
  <Text span c="brick" inherit>
    <Row gap={4} wrap="nowrap">
      <IconX size={14} aria-hidden="true" />
      {said.refused}
    </Row>
  </Text>
);
