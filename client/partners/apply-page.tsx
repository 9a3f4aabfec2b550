import { IconMailbox, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Dealings } from '../../shared/partners/dealings.ts';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink, TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { ApplyForm } from './apply-form.tsx';
import { brandOf } from './brand.ts';
import { OwnQualification, ownQualification } from './own-qualification.tsx';
import { dealingsQuery } from './own-queries.ts';
import { partnerQuery } from './public-queries.ts';
import { usePartnerStream } from './public-visit.ts';
import { SectionTitle } from './section-title.tsx';

const route = getRouteApi('/member/partners/$slug/apply');
const said = strings.partnerDealings;

/** Where who is invited applies, and where who has applied changes what they sent. */
export function ApplyPage() {
  const { slug } = route.useParams();
  const partner = useQuery(partnerQuery(slug));
  const own = useQuery(dealingsQuery);
  usePartnerStream(partner.data);
  const failed = [partner, own].find(({ error, data }) => error && !data);
  if (failed) return <ErrorPage error={failed.error} reset={failed.refetch} />;
  if (!partner.data || !own.data) return <PageSkeleton rows={3} height={160} />;
  return <Applying partner={partner.data} dealings={own.data} />;
}

function Applying({ partner, dealings: { items, facts } }: { partner: PartnerPage; dealings: Dealings }) {
  const navigate = useNavigate();
  const { invitation, application, expert } = items.find((each) => each.partner.id === partner.id) ?? {};
  const title = application ? said.apply.change(partner.name) : said.apply.title(partner.name);
  const refusal = refusalOf(partner, { isSelected: Boolean(expert), isInvited: Boolean(invitation || application) });
  if (refusal) return <Refused partner={partner} title={title} refusal={refusal} />;
  const about = (
    <Surface aria-labelledby="own-qualification">
      <SectionTitle id="own-qualification">{said.qualification.title}</SectionTitle>
      <OwnQualification qualification={ownQualification(facts, partner.process)} />
    </Surface>
  );
  return (
    <div style={brandOf(partner.colour)}>
      <Page title={title} crumbs={crumbsTo(partner)} under={said.apply.lead} aside={about}>
        <ApplyForm
          // Another process is another form, which begins with what was written so far.
          key={partner.process.version}
          partner={partner}
          sent={application ?? null}
          done={() => navigate({ to: '/me/partners' })}
        />
      </Page>
    </div>
  );
}

type Refusal = { icon: ReactNode; text: string; hint?: string };

function refusalOf(partner: PartnerPage, is: { isSelected: boolean; isInvited: boolean }): Refusal | null {
  const { selected, notInvited, notInvitedHint } = said.apply;
  if (is.isSelected) return { icon: <IconRosetteDiscountCheck size={40} />, text: selected };
  if (partner.archivedAt) return { icon: <IconMailbox size={40} />, text: said.archived };
  return is.isInvited ? null : { icon: <IconMailbox size={40} />, text: notInvited, hint: notInvitedHint };
}

function Refused({ partner, title, refusal }: { partner: PartnerPage; title: string; refusal: Refusal }) {
  return (
    <Page title={title} crumbs={crumbsTo(partner)} narrow>
      <Empty icon={refusal.icon} title={refusal.text}>
        {refusal.hint}
        <div>
          <ButtonLink to="/partners/$slug" params={{ slug: partner.slug }} mt="md" variant="light">
            {said.toPartner(partner.name)}
          </ButtonLink>
        </div>
      </Empty>
    </Page>
  );
}

const crumbsTo = ({ slug, name }: PartnerPage) => [
  { key: 'partners', node: <TextLink to="/partners">{strings.partners.title}</TextLink> },
  {
    key: slug,
    node: (
      <TextLink to="/partners/$slug" params={{ slug }} dir="auto">
        {name}
      </TextLink>
    ),
  },
];
