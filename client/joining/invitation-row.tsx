import { Button } from '@mantine/core';
import type { Invitation, InvitationState } from '../../shared/joining.ts';
import { invitations } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import classes from './manage-list.module.css';
import { PersonLine } from './person-line.tsx';
import { useAct } from './use-act.ts';

export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, to, by, createdAt, expiresAt } = invitation;
  const { act, busy } = useAct();
  const state = stateNow(invitation);
  return (
    <article className={classes.row} data-over={state !== 'pending' || undefined} aria-label={to.displayName}>
      <PersonLine member={to} at={createdAt}>
        <span className={classes.state} data-state={state} role="status">
          {strings.joining.state[state]}
        </span>
      </PersonLine>
      <div className={classes.foot}>
        <span className={classes.dim}>
          {strings.joining.invitedBy(by.displayName)}
          {state === 'pending' && <> · {strings.joining.until(onDay(expiresAt))}</>}
        </span>
        {state === 'pending' && (
          <Button
            size="compact-sm"
            variant="default"
            ms="auto"
            loading={busy}
            aria-label={strings.joining.revokeOf(to.displayName)}
            onClick={() => act(() => invitations.decide(id, 'revoke'), strings.joining.revoked(to.displayName))}
          >
            {strings.joining.revoke}
          </Button>
        )}
      </div>
    </article>
  );
}

/** That its time is over nobody tells. */
function stateNow({ state, expiresAt }: Invitation): InvitationState {
  return state === 'pending' && Date.parse(expiresAt) <= Date.now() ? 'expired' : state;
}
