import { Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import { joinRequests } from '../api/joining.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { useDraft } from '../topics/use-draft.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { Criteria } from './criteria.tsx';
import { ownJoiningQuery } from './queries.ts';

/** Who belongs here, then what one says for oneself. */
export function RequestDialog({ group, close }: { group: Group; close: () => void }) {
  const [message, setMessage] = useDraft(`join.${group.id}`);
  const client = useQueryClient();

  async function send() {
    try {
      await joinRequests.send(group.slug, message);
      setMessage('');
      toast(strings.joining.requestSent);
    } catch (error) {
      // What is shown was out of date: the group was opened, or the request made on another device.
      if (!hasCode(error, 'already_requested', 'already_member', 'open_group', 'archived')) throw error;
      void client.invalidateQueries({ queryKey: ['group', group.slug] });
      void client.invalidateQueries({ queryKey: ownJoiningQuery(group.slug).queryKey });
      throw error;
    }
  }

  return (
    <Confirm
      title={strings.joining.requestTitle(group.name)}
      action={strings.joining.requestSend}
      disabled={!message.trim()}
      confirm={send}
      close={close}
    >
      <Criteria text={group.criteria} />
      <Textarea
        label={strings.joining.requestMessage}
        description={strings.joining.requestHint}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1_000}
        required
        data-autofocus
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" mt="md">
        {strings.groups.confidential}
      </Text>
    </Confirm>
  );
}
