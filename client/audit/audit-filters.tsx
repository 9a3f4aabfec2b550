import { Button, Select, TextInput } from '@mantine/core';
import type { AuditTopic } from '../../shared/audit.ts';
import { strings } from '../strings.ts';
import classes from './audit.module.css';
import { type AuditFields, hasKinds, NOTHING } from './filters.ts';

type AuditFiltersProps = { topics: AuditTopic[]; fields: AuditFields; change: (fields: AuditFields) => void };

/** Narrows an audit log: about what, which act, by whom, about whom, when. */
export function AuditFilters({ topics, fields, change }: AuditFiltersProps) {
  const said = strings.audit;
  const text = (name: 'by' | 'subject') => ({
    label: said[name],
    placeholder: said.username,
    autoCapitalize: 'none',
    maxLength: 100,
    value: fields[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => change({ ...fields, [name]: event.currentTarget.value }),
  });
  const day = (name: 'from' | 'to') => ({
    type: 'date',
    label: said[name],
    value: fields[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => change({ ...fields, [name]: event.currentTarget.value }),
  });
  return (
    <section className={classes.filters} aria-label={said.filters}>
      <Select
        label={said.topic}
        allowDeselect={false}
        data={[{ value: '', label: said.anyTopic }, ...topics.map((value) => ({ value, label: said.topics[value] }))]}
        value={fields.topic}
        onChange={(topic) => change({ ...fields, topic: (topic ?? '') as AuditFields['topic'], kind: '' })}
      />
      <Select
        label={said.kind}
        allowDeselect={false}
        searchable
        disabled={!hasKinds(fields.topic)}
        data={[
          { value: '', label: said.anyKind },
          ...Object.entries(said.kinds).map(([value, label]) => ({ value, label })),
        ]}
        value={fields.kind}
        onChange={(kind) => change({ ...fields, kind: kind ?? '' })}
      />
      <TextInput {...text('by')} />
      <TextInput {...text('subject')} />
      <TextInput {...day('from')} />
      <TextInput {...day('to')} />
      {fields !== NOTHING && (
        <Button variant="subtle" size="compact-sm" className={classes.clear} onClick={() => change(NOTHING)}>
          {said.clear}
        </Button>
      )}
    </section>
  );
}
