import { Alert, SegmentedControl, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { MailState } from '../../shared/mail.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import own from './outbox.module.css';
import { OutboxRow } from './outbox-row.tsx';
import { outboxQuery } from './queries.ts';

const route = getRouteApi('/member/staff/outbox');
const STATES: MailState[] = ['waiting', 'sent', 'failed', 'kept'];

/** What Guildhall wrote to members, for staff. */
export function OutboxPage() {
  const { state } = route.useSearch();
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery(outboxQuery(state));
  const mails = data?.pages.flatMap(({ items }) => items);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.mail.outbox} narrow under={<Text c="dimmed">{strings.mail.outboxLead}</Text>}>
      <StateFilter state={state} />
      {mails?.some((mail) => mail.state === 'kept') && (
        <Alert mb="md" color="gray">
          {strings.mail.keptHint}
        </Alert>
      )}
      {mails?.length === 0 && <Empty icon={<IconMailOff size={36} />} title={strings.mail.empty} />}
      {mails && mails.length > 0 && (
        <Sheet>
          <VirtualList
            label={strings.mail.list}
            items={mails}
            keyOf={({ id }) => id}
            rowHeight={72}
            onEnd={() => hasNextPage && void fetchNextPage()}
            render={(mail) => <OutboxRow mail={mail} />}
          />
        </Sheet>
      )}
      {!mails && <RowsSkeleton rows={6} height={60} />}
    </Page>
  );
}

function StateFilter({ state }: { state: MailState | undefined }) {
  const navigate = route.useNavigate();
  return (
    <div className={own.filter}>
      <SegmentedControl
        size="xs"
        aria-label={strings.mail.states}
        value={state ?? ''}
        onChange={(value) => navigate({ search: value ? { state: value as MailState } : {}, replace: true })}
        data={[
          { value: '', label: strings.mail.anyState },
          ...STATES.map((value) => ({ value, label: strings.mail.state(value) })),
        ]}
      />
    </div>
  );
}
