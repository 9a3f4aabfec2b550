import { IconCheck } from '@tabler/icons-react';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import type { Step } from '../../shared/partners/process.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './public-process.module.css';
import { SectionTitle } from './section-title.tsx';

const said = strings.partners;

/** What one has to show to be a partner's expert. */
export function ProcessSummary({ partner: { name, process } }: { partner: PartnerFace }) {
  return (
    <Surface aria-labelledby="process" className={classes.process}>
      <SectionTitle id="process">{said.process}</SectionTitle>
      <p>{said.invited}</p>
      <ul className={classes.everyone}>
        {said.everyone(process.jss).map((line) => (
          <li key={line}>
            <IconCheck size={16} aria-hidden="true" />
            {line}
          </li>
        ))}
      </ul>
      <p className={classes.dim}>{said.newcomers}</p>
      <p className={classes.own}>{process.steps.length > 0 ? said.steps(name) : said.noSteps(name)}</p>
      {process.steps.length > 0 && (
        <ol className={classes.steps}>
          {process.steps.map((step) => (
            <StepLine key={step.id} step={step} />
          ))}
        </ol>
      )}
      <p className={classes.dim}>{said.noGuarantee}</p>
    </Surface>
  );
}

function StepLine({ step: { kind, title, details, required, months } }: { step: Step }) {
  const notes = [!required && said.optional, months !== null && said.good(months)].filter(Boolean);
  return (
    <li className={classes.step}>
      <span className={classes.kind}>{said.kind(kind)}</span>
      <span className={classes.title} dir="auto">
        {title}
      </span>
      {details && (
        <span className={classes.details} dir="auto">
          {details}
        </span>
      )}
      {notes.length > 0 && <span className={classes.dim}>{notes.join(' · ')}</span>}
    </li>
  );
}
