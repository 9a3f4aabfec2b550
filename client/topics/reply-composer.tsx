import { ActionIcon, Button, CloseButton, Group, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { NewerDraft } from '../drafts/newer-draft.tsx';
import { WritingGate } from '../joining/writing-gate.tsx';
import { strings } from '../strings.ts';
import { ConfidentialNotice } from './confidential.tsx';
import { MarkdownEditor } from './markdown-editor.tsx';
import classes from './reply-composer.module.css';
import { useSlowWait } from './slow.ts';
import { SlowNote } from './slow-note.tsx';
import { useTopicScene } from './topic-context.ts';
import { TopicGate } from './topic-gate.tsx';
import type { Reply } from './use-reply.ts';
import { useTyping } from './use-typing.ts';
import { WhoIsHere } from './who-is-here.tsx';

export function ReplyComposer({ reply }: { reply: Reply }) {
  const { page, group, me } = useTopicScene();
  useTyping(page.topic.id, reply.text);
  const wait = useSlowWait(group, me);
  const send = () => wait === 0 && reply.send();
  return (
    <div className={classes.composer}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        {reply.to ? <ReplyTo reply={reply} /> : <Text fw={650}>{strings.posts.reply}</Text>}
        <Group gap="xs" wrap="nowrap" flex="none">
          <WhoIsHere />
          <ActionIcon variant="subtle" color="gray" aria-label={strings.posts.closeComposer} onClick={reply.close}>
            <IconChevronDown size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <WritingGate group={group} draft={reply.text.trim() !== ''}>
        <TopicGate draft={reply.text.trim() !== ''}>
          <MarkdownEditor
            label={strings.posts.reply}
            value={reply.text}
            onChange={reply.setText}
            onSend={send}
            onEscape={reply.close}
            placeholder={strings.posts.placeholder}
            autoFocus
          />
          <NewerDraft draft={reply.draft} />
          <SlowNote group={group} me={me} wait={wait} />
          <Group justify="space-between" gap="xs">
            <ConfidentialNotice />
            <Group gap="sm" ms="auto">
              <Text size="xs" c="dimmed" visibleFrom="sm">
                {strings.posts.sendHint}
              </Text>
              <Button size="sm" disabled={wait > 0 || !reply.text.trim()} onClick={send}>
                {strings.posts.send}
              </Button>
            </Group>
          </Group>
        </TopicGate>
      </WritingGate>
    </div>
  );
}

function ReplyTo({ reply }: { reply: Reply }) {
  if (!reply.to) return null;
  return (
    <Group gap={4} wrap="nowrap" miw={0}>
      <Text size="sm" truncate>
        {strings.posts.replyTo(reply.to.number, reply.to.author.displayName)}
      </Text>
      <CloseButton size="xs" aria-label={strings.common.cancel} onClick={reply.answerNobody} />
    </Group>
  );
}
