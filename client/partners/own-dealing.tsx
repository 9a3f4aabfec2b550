import { useQuery } from '@tanstack/react-query';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './own-dealing.module.css';
import { ExpressInterest } from './own-interest.tsx';
import { HowOneQualifies } from './own-qualification.tsx';
import { dealingsQuery } from './own-queries.ts';
import { DealingState } from './own-state.tsx';
import { SectionTitle } from './section-title.tsx';

const said = strings.partnerDealings;

/** What is between whoever looks and a partner, on the partner's page, and what they can do about it; changes by itself. */
export function OwnDealing({ partner }: { partner: PartnerFace }) {
  const state = useStore(session);
  if (state.status === 'in') return <Own partner={partner} />;
  if (state.status !== 'out' || partner.archivedAt) return null;
  return (
    <Surface className={classes.own}>
      <p className={classes.text}>{said.interest.hint}</p>
      <ButtonLink to="/sign-in" search={{ to: `/partners/${partner.slug}` }} variant="light">
        {said.signIn}
      </ButtonLink>
    </Surface>
  );
}

function Own({ partner }: { partner: PartnerFace }) {
  const { data } = useQuery(dealingsQuery);
  if (!data) return null;
  const dealing = data.items.find(({ partner: { id } }) => id === partner.id);
  if (dealing?.manages) return null;
  const isThere = dealing && (dealing.interest || dealing.invitation || dealing.application || dealing.expert);
  if (!isThere && partner.archivedAt) return null;
  return (
    <Surface className={classes.own} aria-labelledby="own-dealing">
      <SectionTitle id="own-dealing">{said.with(partner.name)}</SectionTitle>
      {isThere ? (
        <DealingState dealing={dealing} archived={partner.archivedAt !== null} />
      ) : (
        <ExpressInterest partner={partner} />
      )}
      {!dealing?.expert && <HowOneQualifies facts={data.facts} process={partner.process} />}
    </Surface>
  );
}
