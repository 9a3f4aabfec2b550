import { Link } from '@tanstack/react-router';
import type { MailState, OutboxMail } from '../../shared/mail.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './outbox.module.css';

const TONE: Partial<Record<MailState, 'good' | 'bad'>> = { sent: 'good', failed: 'bad' };

/** A mail in the outbox, with the way to its text. */
export function OutboxRow({ mail }: { mail: OutboxMail }) {
  return (
    <Link to="/staff/outbox/$id" params={{ id: mail.id }} className={classes.row}>
      <span className={classes.text}>
        <span className={classes.subject} dir="auto">
          {mail.subject}
        </span>
        <span className={classes.dim}>
          {strings.mail.kind(mail.kind)} · <bdi>{mail.to}</bdi> · <Ago at={mail.createdAt} />
        </span>
      </span>
      <MailStateBadge state={mail.state} />
    </Link>
  );
}

export function MailStateBadge({ state }: { state: MailState }) {
  return <StateBadge tone={TONE[state]}>{strings.mail.state(state)}</StateBadge>;
}
