import type { Answer, Application } from '../../shared/partners/applications.ts';
import type { Step } from '../../shared/partners/process.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { Surface } from '../ui/surface.tsx';
import { Evidence } from './evidence.tsx';
import classes from './manage-application.module.css';
import { MarkControl } from './manage-mark.tsx';

const said = strings.partnerConsole.applications;

type AnswerViewProps = {
  step: Step;
  answer: Answer | null;
  application: Application;
  /** The process no longer has the step. */
  gone: boolean;
};

/** A step, what an applicant shows for it, and whether it is met. */
export function AnswerView({ step, answer, application, gone }: AnswerViewProps) {
  const { id, kind, title, required } = step;
  return (
    <Surface aria-labelledby={`step-${id}`}>
      <div className={classes.step}>
        <span className={classes.kind}>{strings.partners.kind(kind)}</span>
        {gone && <StateBadge>{said.gone}</StateBadge>}
        {!gone && !required && <StateBadge>{said.optional}</StateBadge>}
      </div>
      <h2 id={`step-${id}`} className={classes.title} dir="auto">
        {title}
      </h2>
      <Shown step={step} answer={answer} />
      {!gone && <MarkControl step={step} application={application} />}
    </Surface>
  );
}

function Shown({ step: { kind, details }, answer }: { step: Step; answer: Answer | null }) {
  // Reviews are held by the managers themselves: nothing is handed in for one.
  if (kind === 'review') return <p className={classes.text}>{details}</p>;
  return answer ? <Evidence answer={answer} /> : <p className={classes.dim}>{said.unanswered}</p>;
}
