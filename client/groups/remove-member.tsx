import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';

type RemoveMemberProps = { group: Group; member: Member; close: () => void };

export function RemoveMember({ group, member, close }: RemoveMemberProps) {
  const [reason, setReason] = useState('');

  async function remove() {
    await groups.remove(group.slug, member.username, reason.trim() || undefined);
    toast(strings.groups.removedToast(member.displayName));
  }

  return (
    <Confirm
      title={strings.groups.removeTitle(member.displayName)}
      action={strings.groups.remove}
      danger
      confirm={remove}
      close={close}
    >
      <Text size="sm" mb="sm">
        {strings.groups.removeBody}
      </Text>
      <Textarea
        label={strings.groups.reason}
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
