import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account, Actor } from '../../shared/accounts.ts';
import type { JoinRequest } from '../../shared/joining.ts';
import { joinRequests } from '../api/joining.ts';
import { hasCode } from '../api/problem.ts';
import { offerUndo, tellQuicker } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { toast } from '../ui/toast.ts';
import { DenyDialog } from './deny-dialog.tsx';
import classes from './manage-list.module.css';
import { PersonLine } from './person-line.tsx';
import { useAct } from './use-act.ts';

type RequestRowProps = { request: JoinRequest; decidedBy: Actor | null; me: Account };

export function RequestRow({ request, decidedBy, me }: RequestRowProps) {
  const { from, message, createdAt, state } = request;
  return (
    <Card over={state !== 'pending'} label={from.displayName}>
      <PersonLine member={from} at={createdAt} />
      <p className={classes.message} dir="auto">
        {message}
      </p>
      <div className={classes.foot} role="status">
        {state === 'pending' ? <Decide request={request} /> : <Outcome request={request} by={decidedBy} me={me} />}
      </div>
    </Card>
  );
}

function Decide({ request }: { request: JoinRequest }) {
  const [denying, setDenying] = useState(false);
  const { act, busy } = useAct();
  const name = request.from.displayName;
  return (
    <>
      <Button
        size="xs"
        loading={busy}
        leftSection={<IconCheck size={14} />}
        aria-label={strings.joining.approveOf(name)}
        onClick={() => act(() => joinRequests.approve(request.id).then(offer, tellIfDecided))}
      >
        {strings.joining.approve}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={busy}
        leftSection={<IconX size={14} />}
        aria-label={strings.joining.denyOf(name)}
        onClick={() => setDenying(true)}
      >
        {strings.joining.deny}
      </Button>
      {denying && (
        <DenyDialog request={request} decided={offer} refused={tellIfDecided} close={() => setDenying(false)} />
      )}
    </>
  );
}

function offer({ state, actId }: JoinRequest): void {
  const { approvedBy, deniedBy, you } = strings.joining;
  if (actId) offerUndo(state === 'approved' ? approvedBy(you) : deniedBy(you), actId);
}

/** Another leader was quicker, or it was withdrawn: no mistake of anyone's. The row shows it as soon as its event is here. */
function tellIfDecided(error: unknown): void {
  if (hasCode(error, 'already_decided')) toast(error.message, strings.joining.decidedAlready);
  else tellQuicker(error);
}

function Outcome({ request, by, me }: { request: JoinRequest; by: Actor | null; me: Account }) {
  const name = by?.id === me.id ? strings.joining.you : (by?.displayName ?? '');
  if (request.state === 'approved') return <b className={classes.good}>{strings.joining.approvedBy(name)}</b>;
  if (request.state === 'cancelled') return <span className={classes.dim}>{strings.joining.cancelledBy}</span>;
  return (
    <span className={classes.dim}>
      {strings.joining.deniedBy(name)}
      {request.reason && <>: {request.reason}</>}
    </span>
  );
}
