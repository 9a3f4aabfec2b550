import { Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { DraftRow } from './draft-row.tsx';
import { draftsQuery, withLocal } from './queries.ts';

/** All that was begun and not sent. What only this machine has is there without the server, too. */
export function DraftsPage() {
  const { data, error, refetch } = useQuery(draftsQuery);
  const lines = useMemo(() => withLocal(data?.items ?? [], new Date().toISOString()), [data]);
  if (error && lines.length === 0) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.drafts.title} narrow under={<Text c="dimmed">{strings.drafts.lead}</Text>}>
      {data && lines.length === 0 && (
        <Empty icon={<IconPencil size={36} />} title={strings.drafts.empty}>
          {strings.drafts.emptyHint}
        </Empty>
      )}
      {lines.length > 0 && (
        <Sheet>
          <VirtualList
            label={strings.drafts.list}
            items={lines}
            keyOf={({ place }) => place}
            rowHeight={76}
            render={(line) => <DraftRow line={line} />}
          />
        </Sheet>
      )}
      {!data && !error && <RowsSkeleton rows={4} height={64} />}
    </Page>
  );
}
