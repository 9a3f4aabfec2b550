import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { OwnApplications } from './own-applications.tsx';
import { ownLeadApplicationsQuery } from './queries.ts';
import { SuggestForm } from './suggest-form.tsx';

/** Where members suggest a group and volunteer to lead it, and see what became of that. */
export function SuggestPage() {
  const { data } = useQuery(ownLeadApplicationsQuery);
  return (
    <Page
      title={strings.leads.suggest}
      narrow
      under={
        <Text c="dimmed" mt={4}>
          {strings.leads.lead} {strings.leads.review}
        </Text>
      }
    >
      <SuggestForm />
      {data ? <OwnApplications applications={data.items} /> : <RowsSkeleton rows={1} height={80} />}
    </Page>
  );
}
