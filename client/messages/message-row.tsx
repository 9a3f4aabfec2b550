import { Menu, VisuallyHidden } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Message } from '../../shared/messages.ts';
import { strings } from '../strings.ts';
import { atClock, atMoment } from '../ui/dates.ts';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { InvitationCard } from './invitation-card.tsx';
import classes from './message-row.module.css';
import { ReportMessage } from './report-message.tsx';

type MessageRowProps = { message: Message; own: boolean; follows: boolean };

/** A private message: one's own on one side, the other's on the other. */
export const MessageRow = memo(function MessageRow({ message, own, follows }: MessageRowProps) {
  const { from, body, invitation, createdAt } = message;
  return (
    <article className={classes.row} data-own={own || undefined} data-follows={follows || undefined}>
      <VisuallyHidden>{from.displayName}</VisuallyHidden>
      {invitation ? (
        <InvitationCard invitation={invitation} body={body} own={own} />
      ) : (
        <div className={classes.bubble} dir="auto">
          {body}
          <time className={classes.time} dateTime={createdAt} title={atMoment(createdAt)}>
            {atClock(createdAt)}
          </time>
        </div>
      )}
      {!own && <Options message={message} />}
    </article>
  );
});

function Options({ message }: { message: Message }) {
  const [reporting, setReporting] = useState(false);
  return (
    <span className={classes.options}>
      <OptionsMenu small label={strings.messages.messageOptions(message.from.displayName)}>
        <Menu.Item leftSection={<IconFlag size={16} />} onClick={() => setReporting(true)}>
          {strings.messages.report}
        </Menu.Item>
      </OptionsMenu>
      {reporting && <ReportMessage message={message} close={() => setReporting(false)} />}
    </span>
  );
}
