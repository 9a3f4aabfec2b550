import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { LeadApplication } from '../../shared/leads.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { decide } from './decide.ts';

type DeclineDialogProps = { application: LeadApplication; close: () => void };

/** The member is never told. */
export function DeclineDialog({ application: { id, name }, close }: DeclineDialogProps) {
  const [note, setNote] = useState('');

  async function decline() {
    const why = note.trim() ? { note } : {};
    if (await decide(id, { decision: 'decline', ...why })) toast(strings.leads.declinedToast);
  }

  return (
    <Confirm
      title={strings.leads.declineTitle(name)}
      action={strings.leads.decline}
      danger
      confirm={decline}
      close={close}
    >
      <Text size="sm" mb="sm">
        {strings.leads.declineBody}
      </Text>
      <Textarea
        label={strings.leads.note}
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Confirm>
  );
}
