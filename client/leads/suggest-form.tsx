import { Alert, Button, Group as Row, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { NewLeadApplication } from '../../shared/leads.ts';
import type { Category } from '../../shared/memberships.ts';
import { leads } from '../api/leads.ts';
import { AccessField } from '../groups/access-field.tsx';
import { CATEGORIES } from '../groups/category.tsx';
import { strings } from '../strings.ts';
import { readLocal, writeLocal } from '../topics/local.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';

const EMPTY: NewLeadApplication = { name: '', category: 'Interest', access: 'open', description: '', motivation: '' };
const DRAFT = 'draft.lead-application';

export function SuggestForm() {
  const form = useForm<NewLeadApplication>({
    initialValues: { ...EMPTY, ...(readLocal(DRAFT) as Partial<NewLeadApplication> | null) },
  });
  const { submit, busy, problem } = useSubmit(form, send);
  const values = form.getValues();
  useEffect(() => writeLocal(DRAFT, isEmpty(values) ? null : values), [values]);

  async function send(application: NewLeadApplication) {
    await leads.apply(application);
    form.setValues(EMPTY);
    toast(strings.leads.sent);
  }

  return (
    <Surface>
      <form onSubmit={submit}>
        <Stack>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput label={strings.leads.name} required maxLength={80} {...form.getInputProps('name')} />
          <Select
            label={strings.leads.category}
            description={strings.groups.category(values.category)}
            allowDeselect={false}
            data={CATEGORIES}
            value={values.category}
            onChange={(category) => form.setFieldValue('category', category as Category)}
          />
          <AccessField {...form.getInputProps('access')} value={values.access} />
          <Textarea
            label={strings.leads.description}
            description={strings.leads.descriptionHint}
            required
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2_000}
            {...form.getInputProps('description')}
          />
          <Textarea
            label={strings.leads.motivation}
            description={strings.leads.motivationHint}
            required
            autosize
            minRows={4}
            maxRows={12}
            maxLength={3_000}
            {...form.getInputProps('motivation')}
          />
          <Row justify="space-between" gap="xs">
            <Text size="xs" c="dimmed">
              {strings.leads.draft}
            </Text>
            <Button type="submit" loading={busy} disabled={!isWhole(values)} ms="auto">
              {strings.leads.send}
            </Button>
          </Row>
        </Stack>
      </form>
    </Surface>
  );
}

const texts = ({ name, description, motivation }: NewLeadApplication) => [name, description, motivation];

const isEmpty = (values: NewLeadApplication) => texts(values).every((text) => text === '');

const isWhole = (values: NewLeadApplication) => texts(values).every((text) => text.trim() !== '');
