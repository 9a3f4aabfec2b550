import { Button } from '@mantine/core';
import { useState } from 'react';
import type { StaffAccount, Suspension } from '../../shared/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './accounts.module.css';
import { SuspendDialog } from './suspend-dialog.tsx';
import { useLetIn } from './use-let-in.ts';

/** Whether someone can sign in, and what is done about it. */
export function AccountAccess({ account }: { account: StaffAccount }) {
  const [asking, setAsking] = useState(false);
  const { suspension } = account;
  const said = strings.staff;
  const Dialog = suspension ? LetIn : SuspendDialog;
  return (
    <Surface aria-labelledby="access">
      <h2 id="access" className={classes.title}>
        {said.standing}
      </h2>
      {suspension ? <Suspended suspension={suspension} /> : <p className={classes.hint}>{said.free}</p>}
      <Button
        size="sm"
        variant={suspension ? 'default' : 'filled'}
        color={suspension ? undefined : 'brick'}
        onClick={() => setAsking(true)}
      >
        {suspension ? said.unsuspend : said.suspend}
      </Button>
      {asking && <Dialog account={account} close={() => setAsking(false)} />}
    </Surface>
  );
}

function Suspended({ suspension: { until, reason, at, by } }: { suspension: Suspension }) {
  const said = strings.staff;
  return (
    <>
      <p className={classes.hint} role="status">
        <b>{until ? said.untilWhen(atMoment(until)) : said.forEver}</b> · {atMoment(at)} {said.byWhom} {by.displayName}
      </p>
      <blockquote className={classes.reason} dir="auto">
        {reason}
      </blockquote>
    </>
  );
}

function LetIn({ account, close }: { account: StaffAccount; close: () => void }) {
  const letIn = useLetIn(account);
  const said = strings.staff;
  return (
    <ActDialog
      title={said.unsuspendTitle(account.member.displayName)}
      body={said.unsuspendBody}
      action={said.unsuspend}
      templates={said.returns}
      confirm={letIn}
      close={close}
    />
  );
}
