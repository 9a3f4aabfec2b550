import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReportReason } from '../../shared/reports.ts';
import { moderation } from '../api/moderation.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { ReasonField } from '../ui/reason-field.tsx';
import { toast } from '../ui/toast.ts';

const said = strings.moderation.report;

type ReportPostProps = { postId: string; group: string; close: () => void };

/** Tells those who lead the group of a post that should not be there. @param group its name */
export function ReportPost({ postId, group, close }: ReportPostProps) {
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [note, setNote] = useState('');
  const words = note.trim();

  async function send() {
    if (!reason) return;
    try {
      await moderation.report(postId, words ? { reason, note: words } : { reason });
      toast(said.sent);
    } catch (error) {
      if (!hasCode(error, 'already_reported')) throw error;
      toast(said.already);
    }
  }

  return (
    <Confirm
      title={said.title}
      action={said.send}
      disabled={!reason || (reason === 'other' && !words)}
      confirm={send}
      close={close}
    >
      <Text size="sm" mb="sm">
        {said.body(group)}
      </Text>
      <Radio.Group
        label={said.reason}
        value={reason}
        onChange={(value) => setReason(value as ReportReason)}
        mb="md"
        required
      >
        <Stack gap={8} mt={8}>
          {(Object.entries(said.reasons) as [ReportReason, string][]).map(([value, label], index) => (
            <Radio key={value} value={value} label={label} data-autofocus={index === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField
        label={said.note}
        hint={said.noteHint}
        required={reason === 'other'}
        reason={note}
        setReason={setNote}
      />
    </Confirm>
  );
}
