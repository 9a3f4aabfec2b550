import { Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { LeadApplication, LeadApplications } from '../../shared/leads.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { leads } from '../api/leads.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { ApplicationRow } from './application-row.tsx';
import { leadApplicationsQuery, leadApplicationsView } from './queries.ts';

/** For staff: who would like to lead which group, the longest waiting first. */
export function LeadApplicationsPage() {
  const { data, error, refetch } = useQuery(leadApplicationsQuery);
  useStreams(data ? [STAFF_STREAM] : []);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page
      title={strings.leads.queue}
      narrow
      under={
        <Text c="dimmed" mt={4}>
          {strings.leads.queueLead}
        </Text>
      }
    >
      {data ? <Queue data={data} /> : <RowsSkeleton rows={3} height={170} />}
    </Page>
  );
}

function Queue({ data }: { data: LeadApplications }) {
  const { more } = useMore<LeadApplication, LeadApplications>({
    key: leadApplicationsQuery.queryKey,
    view: leadApplicationsView,
    fetch: (cursor) => leads.open(cursor),
    merge: addPage,
  });
  if (data.items.length === 0) {
    return (
      <Empty icon={<IconBulb size={36} />} title={strings.leads.none}>
        {strings.leads.noneHint}
      </Empty>
    );
  }
  return (
    <>
      <Cards
        label={strings.leads.queue}
        items={data.items}
        render={(application) => <ApplicationRow application={application} />}
      />
      {data.next && <MoreButton more={more} />}
    </>
  );
}
