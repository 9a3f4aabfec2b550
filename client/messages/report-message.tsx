import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Message } from '../../shared/messages.ts';
import { messageReports } from '../api/messages.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';

export function ReportMessage({ message, close }: { message: Message; close: () => void }) {
  const [reason, setReason] = useState('');

  async function report() {
    await messageReports.create(message.id, reason.trim());
    toast(strings.messages.reported);
  }

  return (
    <Confirm
      title={strings.messages.reportTitle}
      action={strings.messages.report}
      danger
      disabled={!reason.trim()}
      confirm={report}
      close={close}
    >
      <Text size="sm" mb="sm">
        {strings.messages.reportBody}
      </Text>
      <Textarea
        label={strings.messages.reportReason}
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
