import { Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Act, Acts } from '../../shared/acts.ts';
import { moderation } from '../api/moderation.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { OwnAct } from './own-act.tsx';
import { ownActsQuery, ownActsView } from './queries.ts';

const said = strings.moderation.own;

/** What was decided about one's own posts, topics and memberships, by whom and why; and the way to ask for a second look. */
export function OwnActsPage() {
  const { data, error, refetch } = useQuery(ownActsQuery);
  const { more } = useMore<Act, Acts>({
    key: ownActsQuery.queryKey,
    view: ownActsView,
    fetch: moderation.acts,
    merge: addPage,
  });
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={said.title} narrow under={<Text c="dimmed">{said.lead}</Text>}>
      {!data && <RowsSkeleton rows={3} height={110} />}
      {data?.items.length === 0 && (
        <Empty icon={<IconGavel size={36} />} title={said.empty}>
          {said.emptyHint}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <Cards label={said.title} items={data.items} render={(act) => <OwnAct act={act} />} />
      )}
      {data?.next && <MoreButton more={more} />}
    </Page>
  );
}
