import { Button } from '@mantine/core';
import type { Invitation, InvitationDecision } from '../../shared/joining.ts';
import { invitations } from '../api/joining.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { TextLink } from '../ui/link.tsx';
import classes from './invitation-card.module.css';

type InvitationCardProps = { invitation: Invitation; body: string; own: boolean };

/** An invitation to a group, to answer right where it stands; afterwards it says what became of it. */
export function InvitationCard({ invitation, body, own }: InvitationCardProps) {
  const { group, by, to, state, expiresAt } = invitation;
  return (
    <div className={classes.card}>
      <p className={classes.title}>{strings.messages.invitation.title(group.name)}</p>
      <p className={classes.dim} dir="auto">
        {own
          ? strings.messages.invitation.byYou(to.displayName, group.name)
          : strings.messages.invitation.from(by.displayName, group.name)}
      </p>
      <p className={classes.text} dir="auto">
        {group.description}
      </p>
      {body && (
        <blockquote className={classes.text} dir="auto">
          {body}
        </blockquote>
      )}
      <div className={classes.actions} role="status">
        {state === 'pending' ? (
          <Answers invitation={invitation} own={own} />
        ) : (
          <strong>{strings.messages.invitation.state(state)}</strong>
        )}
        <TextLink to="/g/$slug" params={{ slug: group.slug }} size="sm">
          {strings.messages.invitation.open(group.name)}
        </TextLink>
      </div>
      {state === 'pending' && <p className={classes.dim}>{strings.messages.invitation.until(atMoment(expiresAt))}</p>}
    </div>
  );
}

function Answers({ invitation: { id, group }, own }: { invitation: Invitation; own: boolean }) {
  const { act, busy } = useAct();
  const decide = (decision: InvitationDecision['decision'], done?: string) =>
    act(() => invitations.decide(id, decision), done);
  if (own) {
    return (
      <Button size="xs" variant="default" loading={busy} onClick={() => decide('revoke')}>
        {strings.messages.invitation.revoke}
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" loading={busy} onClick={() => decide('accept', strings.messages.invitation.joined(group.name))}>
        {strings.messages.invitation.accept}
      </Button>
      <Button size="xs" variant="default" disabled={busy} onClick={() => decide('decline')}>
        {strings.messages.invitation.decline}
      </Button>
    </>
  );
}
