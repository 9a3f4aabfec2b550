import { Alert, Button, Checkbox, Group as Row, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { NewGroup } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import type { FieldError } from '../../shared/problems.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { AccessField } from './access-field.tsx';
import { CATEGORIES } from './category.tsx';
import { slugOf } from './slug-of.ts';

export type GroupValues = Required<NewGroup>;

type GroupFormProps = {
  /** What there is already: it keeps its address and category. */
  group?: GroupValues;
  save: (values: GroupValues) => Promise<unknown>;
  close: () => void;
};

const EMPTY: GroupValues = {
  name: '',
  slug: '',
  category: 'Interest',
  description: '',
  guidelines: '',
  access: 'open',
  criteria: '',
  beta: false,
};

export function GroupForm({ group, save, close }: GroupFormProps) {
  const form = useForm<GroupValues>({ initialValues: group ?? EMPTY });
  const { submit, busy, problem } = useSubmit(form, save, taken);
  const { access, guidelines } = form.getValues();
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
            if (!group && before.slug === slugOf(before.name)) form.setFieldValue('slug', slugOf(name));
            form.setFieldValue('name', name);
          }}
        />
        {!group && (
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
        <AccessField was={group?.access} {...form.getInputProps('access')} value={access} />
        {access === 'closed' && (
          <Textarea
            label={strings.joining.criteria}
            description={strings.joining.criteriaHint}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1_000}
            {...form.getInputProps('criteria')}
          />
        )}
        <Textarea
          label={strings.groups.guidelines}
          description={strings.groups.guidelinesHint}
          autosize
          minRows={3}
          maxRows={10}
          {...form.getInputProps('guidelines')}
        />
        {group && guidelines.trim() !== group.guidelines && (
          <Alert color="brass">{strings.joining.guidelinesChange}</Alert>
        )}
        <Checkbox
          label={strings.joining.betaLabel}
          description={strings.joining.betaLabelHint}
          {...form.getInputProps('beta', { type: 'checkbox' })}
        />
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {group ? strings.common.save : strings.groups.create}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

function taken(error: unknown): FieldError[] {
  return hasCode(error, 'slug_taken') ? [{ path: 'slug', message: error.message }] : [];
}
