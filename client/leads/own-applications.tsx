import type { OwnLeadApplication } from '../../shared/leads.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { ButtonLink } from '../ui/link.tsx';
import classes from './leads.module.css';

/** What became of one's suggestions, as far as one is told. */
export function OwnApplications({ applications }: { applications: OwnLeadApplication[] }) {
  if (applications.length === 0) return null;
  return (
    <section aria-labelledby="own-suggestions" className={classes.own}>
      <h2 id="own-suggestions" className={classes.title}>
        {strings.leads.own}
      </h2>
      <ul className={classes.list}>
        {applications.map(({ id, name, description, state, slug, createdAt }) => (
          <li key={id} className={classes.row}>
            <div className={classes.head}>
              <b dir="auto">{name}</b>
              <span className={classes.state} data-state={state} role="status">
                {strings.leads[state]}
              </span>
              <span className={classes.dim}>
                <Ago at={createdAt} />
              </span>
            </div>
            <p className={classes.text} dir="auto">
              {description}
            </p>
            {slug && (
              <ButtonLink to="/g/$slug" params={{ slug }} size="xs" variant="light" mt="sm">
                {strings.leads.open(name)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
