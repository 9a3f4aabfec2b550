import { Text } from '@mantine/core';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';

/** The page learns of it by the event, as everyone else does. */
export function LeaveGroup({ group, close }: { group: Group; close: () => void }) {
  return (
    <Confirm
      title={strings.groups.leaveTitle(group.name)}
      action={strings.groups.leave}
      danger
      confirm={() => groups.leave(group.slug)}
      close={close}
    >
      <Text size="sm">{group.access === 'open' ? strings.groups.leaveBody : strings.joining.leaveClosed}</Text>
    </Confirm>
  );
}
