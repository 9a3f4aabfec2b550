import { Checkbox, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffAccount } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { tellQuicker } from '../moderation/acting.ts';
import { FOR_EVER, lengthOf, untilOf } from '../moderation/terms.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { staffAccountQuery } from './queries.ts';

const HOURS = [24, 72, 168, 720, 2_160, 8_760];

/** Keeps someone out, with a reason that they are told. */
export function SuspendDialog({ account: { member }, close }: { account: StaffAccount; close: () => void }) {
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
      toast(said.suspendedToast(member.displayName));
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
