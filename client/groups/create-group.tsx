import { Button, Modal, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { NewGroup } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { GroupForm } from './group-form.tsx';

/** For staff. */
export function CreateGroup() {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  async function create({ guidelines, ...rest }: Required<NewGroup>) {
    const group = await groups.create(guidelines.trim() ? { ...rest, guidelines } : rest);
    setOpen(false);
    void client.invalidateQueries({ queryKey: ['groups'] });
    await navigate({ to: '/g/$slug', params: { slug: group.slug } });
  }

  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen(true)}>
        {strings.groups.create}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        size="lg"
        title={<Text fw={680}>{strings.groups.createTitle}</Text>}
      >
        <GroupForm save={create} close={() => setOpen(false)} />
      </Modal>
    </>
  );
}
