import { Button, Text } from '@mantine/core';
import { strings } from '../strings.ts';
import row from './message-row.module.css';
import type { Unsent } from './outbox.ts';
import { discardMessage, retryMessage } from './sending.ts';

/** A message that is not on the server yet, as far as we know. */
export function UnsentRow({ unsent: { clientId, body, status, problem } }: { unsent: Unsent }) {
  return (
    <>
      <article className={row.row} data-own data-state={status}>
        <div className={row.bubble} dir="auto">
          {body}
        </div>
      </article>
      <p className={row.problem} role="status">
        {status === 'failed' ? (
          <>
            <Text span inherit c="brick">
              {strings.messages.failed}
              {problem && `: ${problem.text}`}
            </Text>
            <Button size="compact-xs" variant="default" onClick={() => discardMessage(clientId)}>
              {strings.messages.discard}
            </Button>
            <Button size="compact-xs" onClick={() => retryMessage(clientId)}>
              {strings.messages.retry}
            </Button>
          </>
        ) : (
          <Text span inherit c="dimmed">
            {strings.messages.sending}
          </Text>
        )}
      </p>
    </>
  );
}
