import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { PartnerConsole } from '../../shared/partners/partners.ts';
import { partnerStream } from '../../shared/streams.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { ApplicationView } from './manage-application.tsx';
import { ApplicationQueue } from './manage-applications.tsx';
import { PartnerOptions } from './manage-archive.tsx';
import { ManagedExpertsPart } from './manage-experts.tsx';
import { PagePart } from './manage-face.tsx';
import { InterestsPart } from './manage-interests.tsx';
import { ExpertInvitationsPart } from './manage-invitations.tsx';
import { ManagersPart } from './manage-managers.tsx';
import type { ManagePart } from './manage-parts.ts';
import { ProcessPart } from './manage-process.tsx';
import { consoleQuery } from './manage-queries.ts';
import { SuggestionsPart } from './manage-suggestions.tsx';
import { ManageTabs } from './manage-tabs.tsx';
import { useIsStaff } from './use-staff.ts';

const route = getRouteApi('/member/partners/$slug/manage');
const said = strings.partnerConsole;

/** Where those who manage a partner see who would be its experts, decide, and set it up. All of it is live. */
export function ManagePartnerPage() {
  const { slug } = route.useParams();
  const { part, application } = route.useSearch();
  const { data, error, refetch } = useQuery(consoleQuery(slug));
  const staff = useIsStaff();
  useStreams(data ? [data.head.stream, partnerStream(data.partner.id)] : []);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <PageSkeleton rows={4} height={96} />;
  const { name, archivedAt } = data.partner;
  return (
    <Page
      title={said.title(name)}
      options={staff && <PartnerOptions partner={data.partner} />}
      crumbs={[
        { key: 'partners', node: <TextLink to="/partners">{strings.partners.title}</TextLink> },
        {
          key: 'partner',
          node: (
            <TextLink to="/partners/$slug" params={{ slug }}>
              {name}
            </TextLink>
          ),
        },
      ]}
    >
      {archivedAt && (
        <Alert color="brass" mb="md">
          {said.archived}
        </Alert>
      )}
      <ManageTabs slug={slug} chosen={part ?? 'applications'} />
      {part === undefined && application ? (
        <ApplicationView key={application} id={application} console={data} />
      ) : (
        <Part part={part} console={data} />
      )}
    </Page>
  );
}

function Part({ part, console }: { part: ManagePart | undefined; console: PartnerConsole }) {
  switch (part) {
    case undefined:
      return <ApplicationQueue slug={console.partner.slug} />;
    case 'experts':
      return <ManagedExpertsPart slug={console.partner.slug} />;
    case 'invitations':
      return <ExpertInvitationsPart partner={console.partner} />;
    case 'interests':
      return <InterestsPart partner={console.partner} />;
    case 'suggestions':
      return <SuggestionsPart partner={console.partner} />;
    case 'process':
      return <ProcessPart partner={console.partner} />;
    case 'page':
      return <PagePart console={console} />;
    case 'managers':
      return <ManagersPart console={console} />;
    default:
      part satisfies never;
      return null;
  }
}
