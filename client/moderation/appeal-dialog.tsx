import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Act } from '../../shared/acts.ts';
import { moderation } from '../api/moderation.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';

const said = strings.moderation.own;

/** Asks for a second look at a decision about oneself. */
export function AppealDialog({ act, close }: { act: Act; close: () => void }) {
  const [message, setMessage] = useState('');
  async function send() {
    await moderation.appeal(act.id, message.trim());
    toast(said.appealSent);
  }
  return (
    <Confirm title={said.appealTitle} action={said.appealSend} disabled={!message.trim()} confirm={send} close={close}>
      <Text size="sm" mb="sm">
        {said.appealBody}
      </Text>
      <Textarea
        label={said.appealMessage}
        autosize
        minRows={3}
        maxLength={1_000}
        required
        data-autofocus
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </Confirm>
  );
}
