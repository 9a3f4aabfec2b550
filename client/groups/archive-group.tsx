import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { groupQuery, groupView } from './queries.ts';

/** Puts a group into the archive, or takes it out again. */
export function ArchiveGroup({ group, close }: { group: Group; close: () => void }) {
  const client = useQueryClient();
  const { slug, name } = group;
  const archived = group.archivedAt !== null;
  const { joining } = strings;

  async function change() {
    const changed = await groups.change(slug, { archived: !archived });
    keepAnswer(client, groupQuery(slug).queryKey, groupView, changed);
    toast(archived ? joining.unarchivedToast(name) : joining.archivedToast(name));
  }

  return (
    <Confirm
      title={archived ? joining.unarchiveTitle(name) : joining.archiveTitle(name)}
      action={archived ? joining.unarchive : joining.archive}
      danger={!archived}
      confirm={change}
      close={close}
    >
      <Text size="sm">{archived ? joining.unarchiveBody : joining.archiveBody}</Text>
    </Confirm>
  );
}
