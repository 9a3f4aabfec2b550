import { Button, Modal, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { groups } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { GroupForm, type GroupValues } from './group-form.tsx';

/** For staff. */
export function CreateGroup() {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  async function create({ guidelines, criteria, ...rest }: GroupValues) {
    const group = await groups.create({
      ...rest,
      ...(guidelines.trim() && { guidelines }),
      ...(criteria.trim() && rest.access === 'closed' && { criteria }),
    });
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
