import { Textarea } from '@mantine/core';
import type { Step } from '../../shared/partners/process.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { ApplyFiles } from './apply-files.tsx';
import classes from './apply-form.module.css';
import { ApplyLinks } from './apply-links.tsx';
import type { ApplyForm } from './use-apply.ts';

const said = strings.partnerDealings.apply;

/** A step of the process, and where one answers it. */
export function ApplyStep({ step, form }: { step: Step; form: ApplyForm }) {
  const { id, kind, title, details, required, months, links, files } = step;
  const notes = [strings.partners.kind(kind), !required && said.optional].filter(Boolean);
  return (
    <Surface aria-labelledby={`step-${id}`}>
      <p className={classes.kind}>{notes.join(' · ')}</p>
      <h2 id={`step-${id}`} className={classes.title} dir="auto">
        {title}
      </h2>
      {details && (
        <p className={classes.details} dir="auto">
          {details}
        </p>
      )}
      {months !== null && <p className={classes.dim}>{said.month(months)}</p>}
      <div className={classes.fields}>
        <Textarea
          label={said.answer}
          aria-label={`${said.answer}: ${title}`}
          autosize
          minRows={3}
          maxRows={14}
          maxLength={3_000}
          {...form.getInputProps(`answers.${id}.text`)}
        />
        {links > 0 && <ApplyLinks step={step} form={form} />}
        {files > 0 && <ApplyFiles step={step} form={form} />}
      </div>
    </Surface>
  );
}
