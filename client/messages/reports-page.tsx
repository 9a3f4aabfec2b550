import { SegmentedControl, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageReport, MessageReports } from '../../shared/messages.ts';
import { messageReports } from '../api/messages.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore, withoutRepeats } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { reportsQuery, reportsView } from './queries.ts';
import { ReportCard } from './report-card.tsx';

type State = MessageReport['state'];

/** Private messages that members reported, for staff; live. */
export function ReportsPage() {
  const [state, setState] = useState<State>('open');
  return (
    <Page title={strings.messages.reports.title} narrow under={<Text c="dimmed">{strings.messages.reports.lead}</Text>}>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label={strings.messages.reports.which}
        value={state}
        onChange={(value) => setState(value as State)}
        data={[
          { value: 'open', label: strings.messages.reports.open },
          { value: 'handled', label: strings.messages.reports.handled },
        ]}
      />
      <Reports key={state} state={state} />
    </Page>
  );
}

function Reports({ state }: { state: State }) {
  const query = reportsQuery(state);
  const { data: list, error, refetch } = useQuery(query);
  const { more } = useMore<MessageReport, MessageReports>({
    key: query.queryKey,
    view: reportsView(state),
    fetch: (cursor) => messageReports.list({ state, cursor }),
    merge,
  });
  useStreams(list ? [list.head.stream] : []);
  if (error && !list) return <ErrorPage error={error} reset={refetch} />;
  if (!list) return <RowsSkeleton rows={3} height={160} />;
  if (list.items.length === 0) return <NoReports state={state} />;
  return (
    <VirtualList
      label={strings.messages.reports.list}
      items={list.items}
      keyOf={({ id }) => id}
      rowHeight={220}
      onEnd={more}
      render={(report) => <ReportCard report={report} />}
    />
  );
}

function NoReports({ state }: { state: State }) {
  const { empty, emptyHint, emptyHandled } = strings.messages.reports;
  return (
    <Empty icon={<IconShieldCheck size={36} />} title={state === 'open' ? empty : emptyHandled}>
      {state === 'open' && emptyHint}
    </Empty>
  );
}

function merge(shown: MessageReports, page: MessageReports): MessageReports {
  return { ...shown, items: withoutRepeats(shown.items, page.items, ({ id }) => id), next: page.next };
}
