import { IconUsersPlus } from '@tabler/icons-react';
import type { Group } from '../../shared/groups.ts';
import { JoinAction } from '../joining/join-action.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';

export function JoinFirst({ group }: { group: Group }) {
  return (
    <Empty icon={<IconUsersPlus size={36} />} title={strings.topics.joinToPost}>
      <JoinAction group={group} />
    </Empty>
  );
}
