import { useQuery } from '@tanstack/react-query';
import type { ApplicationPage } from '../../shared/partners/applications.ts';
import type { PartnerConsole } from '../../shared/partners/partners.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { AnswerView } from './manage-answer.tsx';
import classes from './manage-application.module.css';
import { Decision } from './manage-decision.tsx';
import { PersonLine } from './manage-person.tsx';
import { applicationQuery } from './manage-queries.ts';
import { QualificationLines } from './qualification-lines.tsx';

const said = strings.partnerConsole.applications;

/** One application: what they show for each step, what they meet, and what is decided. */
export function ApplicationView({ id, console }: { id: string; console: PartnerConsole }) {
  const { data, error, refetch } = useQuery(applicationQuery(id));
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={140} />;
  const { slug } = console.partner;
  return (
    <>
      <p className={classes.back}>
        <TextLink to="/partners/$slug/manage" params={{ slug }} search={{}}>
          {said.back}
        </TextLink>
      </p>
      <div className={classes.view}>
        <Shown application={data} console={console} />
        <aside className={classes.aside}>
          <Decision application={data} archived={console.partner.archivedAt !== null} />
          <Surface aria-labelledby="qualification">
            <h2 id="qualification" className={classes.title}>
              {strings.partnerConsole.qualification}
            </h2>
            <QualificationLines lines={data.qualification.lines} />
          </Surface>
        </aside>
      </div>
    </>
  );
}

function Shown({ application, console }: { application: ApplicationPage; console: PartnerConsole }) {
  const { from, headline, changedAt, process, answers } = application;
  const { version, steps } = console.partner.process;
  const gone = process.steps.filter(({ id }) => !steps.some((step) => step.id === id));
  return (
    <section className={classes.shown} aria-label={said.of(from.displayName)}>
      <Surface>
        <PersonLine person={from} at={changedAt} />
        <p className={classes.headline} dir="auto">
          {headline}
        </p>
        <p className={classes.dim}>
          {process.version === version ? said.process(version) : said.processOlder(process.version, version)}
        </p>
      </Surface>
      {steps.length + gone.length === 0 && <p className={classes.dim}>{said.noSteps}</p>}
      {[...steps, ...gone].map((step) => (
        <AnswerView
          key={step.id}
          step={step}
          answer={answers.find((answer) => answer.step === step.id) ?? null}
          application={application}
          gone={gone.includes(step)}
        />
      ))}
    </section>
  );
}
