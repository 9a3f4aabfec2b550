import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Conversation, Message } from '../../shared/messages.ts';
import { setTitle } from '../app/document-title.ts';
import { strings } from '../strings.ts';
import { dayName, dayOf } from '../ui/dates.ts';
import { Announcer } from './announcer.tsx';
import { ConversationComposer } from './composer.tsx';
import { ConversationHead } from './conversation-head.tsx';
import { ConversationOptions } from './conversation-options.tsx';
import classes from './conversation-view.module.css';
import { placed } from './days.ts';
import { MessageRow } from './message-row.tsx';
import type { Unsent } from './outbox.ts';
import { UnsentRow } from './unsent-row.tsx';
import { useLogScroll } from './use-log-scroll.ts';
import { useReadMarker } from './use-read-marker.ts';

type ConversationViewProps = {
  conversation: Conversation;
  me: Account;
  messages: Message[];
  unsent: Unsent[];
  /** Fetches what was said before; undefined where nothing was. */
  earlier?: () => Promise<void>;
};

export function ConversationView({ conversation, me, messages, unsent, earlier }: ConversationViewProps) {
  const { with: other } = conversation;
  const first = messages[0]?.number ?? 0;
  const last = messages.at(-1)?.number ?? 0;
  const { log, onScroll, atEnd, below, toEnd } = useLogScroll({ first, last, pending: unsent.length, earlier });
  const rows = useMemo(() => placed(messages, dayOf), [messages]);
  const lastOwn = messages.findLast(({ from }) => from.id === me.id)?.number;
  useReadMarker(conversation, last, atEnd);
  useEffect(() => setTitle(strings.messages.with(other.displayName)), [other.displayName]);

  return (
    <>
      <ConversationHead other={other}>
        <ConversationOptions conversation={conversation} />
      </ConversationHead>
      <Announcer conversationId={conversation.id} viewer={me.id} />
      <div className={classes.place}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
        <section ref={log} className={classes.log} onScroll={onScroll} tabIndex={0} aria-label={strings.messages.title}>
          {earlier ? (
            <Earlier load={earlier} />
          ) : (
            <p className={classes.begun}>{strings.messages.begun(other.displayName)}</p>
          )}
          {rows.map(({ message, day, follows }) => (
            <div key={message.clientId}>
              {day && <h3 className={classes.day}>{dayName(day, strings.messages)}</h3>}
              <MessageRow message={message} own={message.from.id === me.id} follows={follows} />
              {message.number === lastOwn && unsent.length === 0 && (
                <p className={classes.state}>
                  {conversation.seen >= message.number ? strings.messages.seen : strings.messages.sent}
                </p>
              )}
            </div>
          ))}
          {unsent.map((message) => (
            <UnsentRow key={message.clientId} unsent={message} />
          ))}
        </section>
        {!atEnd && (
          <div className={classes.pill}>
            <Button radius="xl" size="xs" leftSection={<IconArrowDown size={14} />} onClick={toEnd}>
              {below > 0 ? strings.messages.unread(below) : strings.messages.latest}
            </Button>
          </div>
        )}
      </div>
      <ConversationComposer conversation={conversation} />
    </>
  );
}

function Earlier({ load }: { load: () => Promise<void> }) {
  return (
    <p className={classes.begun}>
      <Button variant="subtle" size="compact-sm" onClick={load}>
        {strings.messages.earlier}
      </Button>
    </p>
  );
}
