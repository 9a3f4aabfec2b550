import type { OwnLeadApplication } from '../../shared/leads.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Card, Cards } from '../ui/cards.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './leads.module.css';

/** What became of one's suggestions, as far as one is told. */
export function OwnApplications({ applications }: { applications: OwnLeadApplication[] }) {
  if (applications.length === 0) return null;
  return (
    <section aria-labelledby="own-suggestions" className={classes.own}>
      <h2 id="own-suggestions" className={classes.title}>
        {strings.leads.own}
      </h2>
      <Cards
        items={applications}
        render={({ name, description, state, slug, createdAt }) => (
          <Card label={name}>
            <div className={classes.head}>
              <b dir="auto">{name}</b>
              <StateBadge tone={state === 'approved' ? 'good' : undefined} live>
                {strings.leads[state]}
              </StateBadge>
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
          </Card>
        )}
      />
    </section>
  );
}
