import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { strings } from '../../strings.ts';
import { dayOf } from '../../ui/dates.ts';
import type { DecisionValues } from './decisions.ts';
import type { Length } from './end-of.ts';

const LENGTHS: Length[] = ['week', 'month', 'quarter', 'date'];

type EndFieldsProps = { form: UseFormReturnType<DecisionValues>; open: boolean };

/** How long a decision holds. `open`: it may be without an end. */
export function EndFields({ form, open }: EndFieldsProps) {
  const said = strings.ladder.member;
  const lengths = open ? (['open', ...LENGTHS] as Length[]) : LENGTHS;
  return (
    <>
      <Select
        label={said.howLong}
        allowDeselect={false}
        data={lengths.map((value) => ({ value, label: said.lengths[value] }))}
        {...form.getInputProps('until')}
      />
      {form.getValues().until === 'date' && (
        <TextInput
          type="date"
          label={said.day}
          description={said.dayHint}
          required
          min={dayOf(Date.now())}
          {...form.getInputProps('day')}
        />
      )}
    </>
  );
}
