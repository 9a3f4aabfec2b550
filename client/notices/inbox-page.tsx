import { Button, SegmentedControl } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Inbox, Notice } from '../../shared/notices.ts';
import { notices } from '../api/notices.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { dayOf } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore, withoutRepeats } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { groupNotices } from './grouping.ts';
import classes from './inbox-page.module.css';
import { NoticeCard } from './notice-card.tsx';
import { inboxQuery, inboxView, unreadLabel, unreadQuery } from './queries.ts';
import { useReading } from './use-reading.ts';

/** All that the member was told, by day and topic. */
export function InboxPage() {
  const unread = useSearch({ from: '/member/inbox' }).show === 'unread';
  const { data: inbox } = useQuery(inboxQuery);
  const reading = useReading();
  return (
    <Page
      title={strings.notices.title}
      narrow
      options={
        <TextLink to="/me/subscriptions" size="sm">
          {strings.notices.settings}
        </TextLink>
      }
    >
      <div className={classes.bar}>
        <Filter unread={unread} />
        <Button variant="default" size="xs" disabled={unreadLabel(inbox) === ''} onClick={reading.all}>
          {strings.notices.markAll}
        </Button>
      </div>
      <NoticeList key={String(unread)} unread={unread} />
    </Page>
  );
}

function Filter({ unread }: { unread: boolean }) {
  const navigate = useNavigate({ from: '/inbox' });
  const choose = (value: string) => navigate({ search: value === 'unread' ? { show: 'unread' } : {}, replace: true });
  return (
    <SegmentedControl
      size="xs"
      aria-label={strings.notices.filter}
      value={unread ? 'unread' : 'all'}
      onChange={choose}
      data={[
        { value: 'all', label: strings.notices.all },
        { value: 'unread', label: strings.notices.unread },
      ]}
    />
  );
}

function NoticeList({ unread }: { unread: boolean }) {
  const query = unread ? unreadQuery : inboxQuery;
  const { data: inbox, error, refetch } = useQuery(query);
  const { more } = useMore<Notice, Inbox>({
    key: query.queryKey,
    view: inboxView,
    fetch: (cursor) => notices.inbox(unread ? { cursor, unread: 'true' } : { cursor }),
    merge,
  });
  const groups = useMemo(() => {
    const shown = (inbox?.items ?? []).filter(({ read }) => !(unread && read));
    return groupNotices(shown, dayOf);
  }, [inbox?.items, unread]);

  if (error && !inbox) return <ErrorPage error={error} reset={refetch} />;
  if (!inbox) return <RowsSkeleton rows={6} height={72} />;
  if (groups.length === 0 && inbox.next === null) return <NoNotices unread={unread} />;
  return (
    <VirtualList
      label={strings.notices.title}
      items={groups}
      keyOf={({ key }) => key}
      rowHeight={96}
      onEnd={more}
      render={(group) => <NoticeCard group={group} />}
    />
  );
}

/** What is shown already is kept up to date: of the page only its notices are new. */
function merge(shown: Inbox, page: Inbox): Inbox {
  return { ...shown, items: withoutRepeats(shown.items, page.items, ({ id }) => id), next: page.next };
}

function NoNotices({ unread }: { unread: boolean }) {
  return (
    <Empty icon={<IconBell size={36} />} title={unread ? strings.notices.emptyUnread : strings.notices.empty}>
      {!unread && strings.notices.emptyHint}
    </Empty>
  );
}
