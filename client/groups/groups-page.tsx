import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { CategoryTabs } from './category-tabs.tsx';
import { CreateGroup } from './create-group.tsx';
import { Discover } from './discover.tsx';
import { OwnGroups } from './own-groups.tsx';

const route = getRouteApi('/member/');

/** Where everyone begins: one's own groups, then all others by what they are about. */
export function GroupsPage() {
  const { category } = route.useSearch();
  const { data: me } = useQuery(meQuery);
  return (
    <Page
      title={strings.groups.title}
      crumbs={[]}
      under={
        <Text c="dimmed">
          {strings.groups.lead} <TextLink to="/groups/suggest">{strings.leads.suggest}</TextLink>
        </Text>
      }
      options={me?.account.role === 'staff' && <CreateGroup />}
    >
      {me && me.memberships.length > 0 && <OwnGroups memberships={me.memberships} />}
      <CategoryTabs category={category} />
      <Discover category={category} />
    </Page>
  );
}
