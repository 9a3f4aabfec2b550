import { Button } from '@mantine/core';
import type { Invitation, InvitationState } from '../../shared/joining.ts';
import { invitations } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { onDay } from '../ui/dates.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './manage-list.module.css';
import { PersonLine } from './person-line.tsx';
import { useAct } from './use-act.ts';

const TONE: Partial<Record<InvitationState, 'waiting' | 'good'>> = { pending: 'waiting', accepted: 'good' };

export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, to, by, createdAt, expiresAt } = invitation;
  const { act, busy } = useAct();
  const state = stateNow(invitation);
  return (
    <Card over={state !== 'pending'} label={to.displayName}>
      <PersonLine member={to} at={createdAt}>
        <StateBadge tone={TONE[state]} live>
          {strings.joining.state[state]}
        </StateBadge>
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
    </Card>
  );
}

/** That its time is over nobody tells. */
function stateNow({ state, expiresAt }: Invitation): InvitationState {
  return state === 'pending' && Date.parse(expiresAt) <= Date.now() ? 'expired' : state;
}
