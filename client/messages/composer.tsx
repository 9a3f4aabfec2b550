import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { type Conversation, MESSAGE_LENGTH } from '../../shared/messages.ts';
import { blocks } from '../api/messages.ts';
import { NewerDraft } from '../drafts/newer-draft.tsx';
import { useKeptDraft } from '../drafts/use-kept-draft.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import classes from './composer.module.css';
import { sendMessage } from './sending.ts';

/** Where one writes in a conversation. */
export function ConversationComposer({ conversation }: { conversation: Conversation }) {
  const draft = useKeptDraft(`conversation:${conversation.id}`);
  const send = () => {
    void sendMessage(conversation.id, draft.body.trim());
    draft.handOn();
  };
  if (conversation.blocked) return <Blocked conversation={conversation} />;
  return (
    <>
      <NewerDraft draft={draft} />
      <Composer text={draft.body} setText={(body) => draft.write({ body })} send={send} />
    </>
  );
}

type ComposerProps = { text: string; setText: (text: string) => void; send: () => void; busy?: boolean };

/** Enter sends; with Shift, and on a phone, it begins a new line. */
export function Composer({ text, setText, send, busy }: ComposerProps) {
  const ready = text.trim() !== '' && !busy;
  const onKeyDown = (event: KeyboardEvent) => {
    const touch = window.matchMedia('(hover: none)').matches;
    const meant = event.ctrlKey || event.metaKey || !(event.shiftKey || touch);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !meant) return;
    event.preventDefault();
    if (ready) send();
  };
  return (
    <div className={classes.composer}>
      <Textarea
        aria-label={strings.messages.write}
        placeholder={strings.messages.placeholder}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MESSAGE_LENGTH}
        flex={1}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon
        size={36}
        aria-label={strings.messages.send}
        title={strings.messages.send}
        disabled={!ready}
        loading={busy}
        onClick={send}
      >
        <IconSend2 size={19} />
      </ActionIcon>
    </div>
  );
}

function Blocked({ conversation: { with: other } }: { conversation: Conversation }) {
  const { act, busy } = useAct();
  const lift = () => act(() => blocks.lift(other.username), strings.messages.unblocked(other.displayName));
  return (
    <div className={classes.blocked}>
      {strings.messages.blockedYou(other.displayName)}
      <Button size="compact-sm" variant="default" loading={busy} onClick={lift}>
        {strings.messages.unblock}
      </Button>
    </div>
  );
}
