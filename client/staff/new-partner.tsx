import { Alert, Button, Modal, Group as Row, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FieldError } from '../../shared/problems.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { hasCode } from '../api/problem.ts';
import { slugOf } from '../groups/slug-of.ts';
import { strings } from '../strings.ts';
import { useSubmit } from '../ui/use-submit.ts';

const said = strings.partnerStaff.partners;
const page = strings.partnerSetup.page;

/** Makes a partner; its managers do the rest. */
export function NewPartner() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen(true)}>
        {said.create}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} size="lg" title={<Text fw={680}>{said.createTitle}</Text>}>
        <PartnerForm />
      </Modal>
    </>
  );
}

function PartnerForm() {
  const navigate = useNavigate();
  const form = useForm({ initialValues: { name: '', slug: '', tagline: '', about: '' } });
  const { submit, busy, problem } = useSubmit(form, create, taken);

  async function create(values: ReturnType<typeof form.getValues>) {
    const { slug } = await partnerConsole.create(values);
    await navigate({ to: '/partners/$slug/manage', params: { slug }, search: { part: 'managers' } });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && <Alert color="brick">{problem}</Alert>}
        <TextInput
          label={page.name}
          required
          data-autofocus
          maxLength={80}
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            const before = form.getValues();
            // The address follows the name until someone has a better idea.
            if (before.slug === slugOf(before.name)) form.setFieldValue('slug', slugOf(name));
            form.setFieldValue('name', name);
          }}
        />
        <TextInput
          label={strings.groups.slug}
          description={said.address(form.getValues().slug)}
          required
          {...form.getInputProps('slug')}
        />
        <TextInput label={page.tagline} required maxLength={160} {...form.getInputProps('tagline')} />
        <Textarea
          label={page.about}
          required
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          {...form.getInputProps('about')}
        />
        <Row justify="flex-end">
          <Button type="submit" loading={busy}>
            {said.create}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

const taken = (error: unknown): FieldError[] =>
  hasCode(error, 'slug_taken') ? [{ path: 'slug', message: error.message }] : [];
