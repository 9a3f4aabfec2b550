import { Alert, Button, Group as Row, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { NewGroup } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import type { FieldError } from '../../shared/problems.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { CATEGORIES } from './category.tsx';

type GroupFormProps = {
  initial?: NewGroup;
  /** An open group keeps its address and category. */
  fixed?: boolean;
  save: (values: Required<NewGroup>) => Promise<unknown>;
  close: () => void;
};

const EMPTY: NewGroup = { name: '', slug: '', category: 'Interest', description: '', guidelines: '' };

export function GroupForm({ initial = EMPTY, fixed, save, close }: GroupFormProps) {
  const form = useForm({ initialValues: { ...EMPTY, ...initial, guidelines: initial.guidelines ?? '' } });
  const { submit, busy, problem } = useSubmit(form, save, taken);
  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && <Alert color="brick">{problem}</Alert>}
        <TextInput
          label={strings.groups.groupName}
          required
          data-autofocus
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            const before = form.getValues();
            // The address follows the name until someone has a better idea.
            if (!fixed && before.slug === slugOf(before.name)) form.setFieldValue('slug', slugOf(name));
            form.setFieldValue('name', name);
          }}
        />
        {!fixed && (
          <>
            <TextInput
              label={strings.groups.slug}
              description={strings.groups.slugHint(form.getValues().slug)}
              required
              {...form.getInputProps('slug')}
            />
            <Select
              label={strings.groups.categoryLabel}
              allowDeselect={false}
              data={CATEGORIES}
              value={form.getValues().category}
              onChange={(value) => form.setFieldValue('category', value as Category)}
            />
          </>
        )}
        <Textarea
          label={strings.groups.description}
          required
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('description')}
        />
        <Textarea
          label={strings.groups.guidelines}
          description={strings.groups.guidelinesHint}
          autosize
          minRows={3}
          maxRows={10}
          {...form.getInputProps('guidelines')}
        />
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {fixed ? strings.common.save : strings.groups.create}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 60);
}

function taken(error: unknown): FieldError[] {
  return hasCode(error, 'slug_taken') ? [{ path: 'slug', message: error.message }] : [];
}
