import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { leadership } from '../api/joining.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { groupQuery, groupView } from './queries.ts';

/** The viewer's own lead goes to another. */
export function HandOver({ group, member, close }: { group: Group; member: Member; close: () => void }) {
  const client = useQueryClient();

  async function handOver() {
    const changed = await leadership.handOver(group.slug, member.username);
    keepAnswer(client, groupQuery(group.slug).queryKey, groupView, changed);
    toast(strings.joining.handedOver(member.displayName));
  }

  return (
    <Confirm
      title={strings.joining.handOverTitle(member.displayName)}
      action={strings.joining.handOver}
      confirm={handOver}
      close={close}
    >
      <Text size="sm">{strings.joining.handOverBody(member.displayName)}</Text>
    </Confirm>
  );
}
