import { Checkbox, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffAccount } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { tellQuicker } from '../moderation/acting.ts';
import { FOR_EVER, lengthOf, untilOf } from '../moderation/terms.ts';
import { strings } from '../strings.ts';
import { toastUndo } from '../ui/undo.tsx';
import { staffAccountQuery } from './queries.ts';
import { useLetIn } from './use-let-in.ts';

const HOURS = [24, 72, 168, 720, 2_160, 8_760];

/** Keeps someone out, with a reason that they are told, and offers to let them in again where that was a slip. */
export function SuspendDialog({ account, close }: { account: StaffAccount; close: () => void }) {
  const { member } = account;
  const letIn = useLetIn(account);
  const client = useQueryClient();
  const [hours, setHours] = useState('168');
  const [removePosts, setRemovePosts] = useState(false);
  const said = strings.staff;
  const key = staffAccountQuery(member.username).queryKey;

  async function suspend(reason: string) {
    const until = untilOf(hours);
    try {
      const now = await staff.suspend(member.username, {
        reason,
        ...(until && { until }),
        ...(removePosts && { removePosts }),
      });
      client.setQueryData(key, now);
      toastUndo(said.suspendedToast(member.displayName), () => letIn(said.suspendedBySlip));
    } catch (error) {
      tellQuicker(error);
      await client.invalidateQueries({ queryKey: key });
    }
  }

  return (
    <ActDialog
      title={said.suspendTitle(member.displayName)}
      body={said.suspendBody}
      action={said.suspend}
      danger
      templates={said.suspensions}
      confirm={suspend}
      close={close}
    >
      <Select
        label={said.howLong}
        allowDeselect={false}
        mb="sm"
        data={[
          ...HOURS.map((each) => ({ value: String(each), label: lengthOf(each) })),
          { value: FOR_EVER, label: said.noEnd },
        ]}
        value={hours}
        onChange={(value) => value && setHours(value)}
      />
      <Checkbox
        mb="sm"
        label={said.removePosts}
        checked={removePosts}
        onChange={(event) => setRemovePosts(event.currentTarget.checked)}
      />
    </ActDialog>
  );
}
