import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Group, GroupChanges } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { GroupForm, type GroupValues } from './group-form.tsx';
import { groupQuery, groupView } from './queries.ts';

export function EditGroup({ group, close }: { group: Group; close: () => void }) {
  const client = useQueryClient();
  const { name, slug, category, description, access, criteria, beta } = group;
  const now: GroupValues = {
    ...{ name, slug, category, description, access, criteria, beta },
    guidelines: group.guidelines.text,
  };

  async function save(values: GroupValues) {
    const changes = changesBetween(now, values);
    if (Object.keys(changes).length > 0) {
      keepAnswer(client, groupQuery(slug).queryKey, groupView, await groups.change(slug, changes));
    }
    toast(strings.common.saved);
    close();
  }

  return (
    <Modal opened onClose={close} size="lg" title={<Text fw={680}>{strings.groups.edit}</Text>}>
      <GroupForm group={now} save={save} close={close} />
    </Modal>
  );
}

/** Only what was changed: unchanged guidelines must not become a new version that everyone has to accept again. */
function changesBetween(now: GroupValues, { slug, category, ...rest }: GroupValues): GroupChanges {
  const values = { ...rest, guidelines: rest.guidelines.trim(), criteria: rest.criteria.trim() };
  const changed = Object.entries(values).filter(([key, value]) => value !== now[key as keyof GroupValues]);
  return Object.fromEntries(changed) as GroupChanges;
}
