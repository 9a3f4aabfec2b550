import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { setTitle } from '../app/document-title.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { brandOf } from './brand.ts';
import { OwnDealing } from './own-dealing.tsx';
import { About } from './public-about.tsx';
import { ExpertDirectory } from './public-directory.tsx';
import { FeaturedExperts } from './public-featured.tsx';
import { Hero } from './public-hero.tsx';
import classes from './public-partner-page.module.css';
import { ProcessSummary } from './public-process.tsx';
import { partnerQuery } from './public-queries.ts';
import { usePartnerStream } from './public-visit.ts';

const route = getRouteApi('/partners/$slug');

/** A partner's landing page, in its colour; readable without an account, and live without one, too. */
export function PartnerLandingPage() {
  const { slug } = route.useParams();
  const { data: partner, error, refetch } = useQuery(partnerQuery(slug));
  usePartnerStream(partner);
  if (error && !partner) return <ErrorPage error={error} reset={refetch} />;
  if (!partner) return <PageSkeleton rows={4} height={110} />;
  return <Landing key={partner.id} partner={partner} />;
}

function Landing({ partner }: { partner: PartnerPage }) {
  useEffect(() => setTitle(partner.name), [partner.name]);
  return (
    <div className={classes.page} style={brandOf(partner.colour)}>
      <Hero partner={partner} />
      <div className={classes.body}>
        <About partner={partner} />
        <aside className={classes.aside}>
          <OwnDealing partner={partner} />
          <ProcessSummary partner={partner} />
        </aside>
        <FeaturedExperts partner={partner} />
        <ExpertDirectory partner={partner} />
      </div>
    </div>
  );
}
