import { Alert, Button, Modal, Group as Row, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { slugOf } from './slug-of.ts';

export function NewForumDialog({ group, close }: { group: Group; close: () => void }) {
  const form = useForm({ initialValues: { name: '', description: '' } });
  const { submit, busy, problem } = useSubmit(form, create, (error) =>
    hasCode(error, 'slug_taken') ? [{ path: 'name', message: error.message }] : [],
  );

  async function create({ name, description }: { name: string; description: string }) {
    const forum = { name, slug: slugOf(name) || `forum-${group.forums.length + 1}` };
    await groups.createForum(group.slug, description.trim() ? { ...forum, description } : forum);
    toast(strings.groups.forumCreated(name));
    close();
  }

  return (
    <Modal opened onClose={close} title={<Text fw={680}>{strings.groups.newForum}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput label={strings.groups.forumName} required data-autofocus {...form.getInputProps('name')} />
          <TextInput label={strings.groups.forumDescription} {...form.getInputProps('description')} />
          <Row justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {strings.common.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {strings.groups.newForum}
            </Button>
          </Row>
        </Stack>
      </form>
    </Modal>
  );
}
