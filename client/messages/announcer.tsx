import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Message } from '../../shared/messages.ts';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';

const KEPT = 5;

/** Tells those who listen what comes in, and nothing else that changes in the conversation. */
export function Announcer({ conversationId, viewer }: { conversationId: string; viewer: string }) {
  const [arrivals, setArrivals] = useState<Message[]>([]);
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'message.sent') return;
        const { message } = event.data;
        if (message.conversationId !== conversationId || message.from.id === viewer) return;
        setArrivals((before) => [...before, message].slice(-KEPT));
      }),
    [conversationId, viewer],
  );
  return (
    <VisuallyHidden role="log" aria-live="polite" aria-relevant="additions">
      {arrivals.map(({ id, from, body, invitation }) => (
        <p key={id}>
          {strings.messages.arrived(
            from.displayName,
            invitation ? strings.messages.invited(invitation.group.name) : body,
          )}
        </p>
      ))}
    </VisuallyHidden>
  );
}
