import { Checkbox, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MailChanges } from '../../shared/mail.ts';
import { mail } from '../api/mail.ts';
import { strings } from '../strings.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { problemText, toast, toastProblem } from '../ui/toast.ts';
import { preferencesQuery } from './queries.ts';

/** What one wants to be written to about. */
export function MailPreferences() {
  const { data, error } = useQuery(preferencesQuery);
  const { choose, busy } = useChoosing();
  if (error && !data) return <Text c="brick">{problemText(error)}</Text>;
  if (!data) return <RowsSkeleton rows={3} height={28} />;
  return (
    <Stack gap="sm">
      <Checkbox
        label={strings.mail.invitations}
        checked={data.invitations}
        disabled={busy}
        onChange={(event) => choose({ invitations: event.currentTarget.checked })}
      />
      <Checkbox
        label={strings.mail.decisions}
        checked={data.decisions}
        disabled={busy}
        onChange={(event) => choose({ decisions: event.currentTarget.checked })}
      />
      <Checkbox
        label={strings.mail.digest}
        description={strings.mail.digestHint}
        checked={data.digest === 'daily'}
        disabled={busy}
        onChange={(event) => choose({ digest: event.currentTarget.checked ? 'daily' : 'off' })}
      />
    </Stack>
  );
}

function useChoosing() {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (changes: MailChanges) => mail.choose(changes),
    onMutate: (changes) => {
      const before = client.getQueryData(preferencesQuery.queryKey);
      client.setQueryData(preferencesQuery.queryKey, (shown) => shown && { ...shown, ...changes });
      return before;
    },
    onSuccess: (chosen) => {
      client.setQueryData(preferencesQuery.queryKey, chosen);
      toast(strings.common.saved, undefined, 'mail-preferences');
    },
    onError: (error, _changes, before) => {
      client.setQueryData(preferencesQuery.queryKey, before);
      toastProblem(error);
    },
  });
  return { choose: mutate, busy: isPending };
}
