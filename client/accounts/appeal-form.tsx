import { Alert, Button, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Credentials } from '../../shared/accounts.ts';
import { appealSuspension } from '../api/staff.ts';
import { strings } from '../strings.ts';
import { useSubmit } from '../ui/use-submit.ts';

/** The one appeal of someone who is suspended, signed with what they tried to sign in with. */
export function AppealForm({ credentials }: { credentials: Credentials }) {
  const [sent, setSent] = useState(false);
  const form = useForm({ initialValues: { message: '' } });
  const { submit, busy, problem } = useSubmit(form, async ({ message }) => {
    await appealSuspension({ ...credentials, message: message.trim() });
    setSent(true);
  });
  const said = strings.staff.suspension;
  if (sent) {
    return (
      <Alert color="verdigris" role="status" mt="md">
        {said.sent}
      </Alert>
    );
  }
  return (
    <form onSubmit={submit} aria-label={said.appeal}>
      <Stack mt="md">
        <Text size="sm">{said.appealLead}</Text>
        {problem && (
          <Alert color="brick" role="alert">
            {problem}
          </Alert>
        )}
        <Textarea
          label={said.message}
          required
          autosize
          minRows={3}
          maxLength={1_000}
          {...form.getInputProps('message')}
        />
        <Button type="submit" variant="default" loading={busy} disabled={!form.getValues().message.trim()}>
          {said.send}
        </Button>
      </Stack>
    </form>
  );
}
