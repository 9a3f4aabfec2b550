import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffAccount, Suspension } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { tellQuicker } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import classes from './accounts.module.css';
import { staffAccountQuery } from './queries.ts';
import { SuspendDialog } from './suspend-dialog.tsx';

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

function LetIn({ account: { member }, close }: { account: StaffAccount; close: () => void }) {
  const client = useQueryClient();
  const said = strings.staff;
  const key = staffAccountQuery(member.username).queryKey;

  async function letIn(reason: string) {
    try {
      client.setQueryData(key, await staff.unsuspend(member.username, reason));
      toast(said.unsuspendedToast(member.displayName));
    } catch (error) {
      tellQuicker(error);
      await client.invalidateQueries({ queryKey: key });
    }
  }

  return (
    <ActDialog
      title={said.unsuspendTitle(member.displayName)}
      body={said.unsuspendBody}
      action={said.unsuspend}
      templates={said.returns}
      confirm={letIn}
      close={close}
    />
  );
}
