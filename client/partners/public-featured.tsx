import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';
import { Face } from '../ui/face.tsx';
import { ExpertName } from './expert-name.tsx';
import classes from './public-featured.module.css';
import { featuredQuery } from './public-queries.ts';
import { SectionTitle } from './section-title.tsx';

const said = strings.partners;

/** Some of a partner's experts, the same for a while. There is nothing to say where there are none. */
export function FeaturedExperts({ partner }: { partner: PartnerPage }) {
  const { data: featured } = useQuery(featuredQuery(partner.slug));
  useRenewal(partner);
  if (!featured || featured.items.length === 0) return null;
  return (
    <section aria-labelledby="featured">
      <SectionTitle id="featured">{said.featured}</SectionTitle>
      <ul className={classes.experts} aria-label={said.featured}>
        {featured.items.map((expert) => (
          <li key={expert.id} className={classes.expert}>
            <Face id={expert.id} name={expert.displayName} size={48} />
            <span className={classes.text}>
              <ExpertName expert={expert} />
              <span className={classes.headline} dir="auto">
                {expert.headline}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.hint}>{said.featuredHint}</p>
    </section>
  );
}

/** Who takes a place that has become free, or one there was no one for, only the server knows. */
function useRenewal({ slug, head: { stream } }: PartnerPage): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onHappening(({ stream: of, type }) => {
        if (of !== stream || (type !== 'expert.listed' && type !== 'expert.unlisted')) return;
        void client.invalidateQueries({ queryKey: featuredQuery(slug).queryKey });
      }),
    [client, slug, stream],
  );
}
