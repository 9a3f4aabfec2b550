import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Group, NewGroup } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { GroupForm } from './group-form.tsx';
import { groupQuery, groupView } from './queries.ts';

export function EditGroup({ group, close }: { group: Group; close: () => void }) {
  const client = useQueryClient();
  const { name, slug, category, description } = group;

  async function save(values: Required<NewGroup>) {
    const changes = { name: values.name, description: values.description };
    // Unchanged guidelines must not become a new version that everyone has to accept again.
    const guidelines = values.guidelines.trim();
    const withGuidelines = guidelines === group.guidelines.text ? changes : { ...changes, guidelines };
    keepAnswer(client, groupQuery(slug).queryKey, groupView, await groups.change(slug, withGuidelines));
    toast(strings.common.saved);
    close();
  }

  return (
    <Modal opened onClose={close} size="lg" title={<Text fw={680}>{strings.groups.edit}</Text>}>
      <GroupForm
        fixed
        initial={{ name, slug, category, description, guidelines: group.guidelines.text }}
        save={save}
        close={close}
      />
    </Modal>
  );
}
