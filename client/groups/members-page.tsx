import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { GroupMember, GroupMembers } from '../../shared/groups.ts';
import { meQuery } from '../accounts/queries.ts';
import { groups } from '../api/endpoints.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { NotFound } from '../app/not-found.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { olderHead } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useMore, withoutRepeats } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { groupCrumbs } from './group-crumbs.tsx';
import { GroupOptions } from './group-options.tsx';
import { MemberRow } from './member-row.tsx';
import { groupQuery, membersQuery, membersView } from './queries.ts';

const route = getRouteApi('/member/g/$slug/members');

export function MembersPage() {
  const { slug } = route.useParams();
  const { data: me } = useQuery(meQuery);
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const query = membersQuery(slug);
  const { data: list } = useQuery({ ...query, enabled: group?.readable === true });
  const { more } = useMore<GroupMember, GroupMembers>({
    key: query.queryKey,
    view: membersView,
    fetch: (cursor) => groups.members(slug, cursor),
    merge,
  });
  useStreams(group?.readable ? [group.head.stream] : []);

  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  if (group && !group.readable) return <NotFound />;
  return (
    <Page
      title={strings.groups.membersPage}
      narrow
      crumbs={group && groupCrumbs(group, true)}
      under={group && group.memberCount !== null && <Text c="dimmed">{strings.groups.members(group.memberCount)}</Text>}
      options={group && me && <GroupOptions group={group} me={me.account} />}
    >
      {group && me && list ? (
        <Sheet>
          <VirtualList
            label={strings.groups.membersPage}
            items={list.items}
            keyOf={({ member }) => member.id}
            rowHeight={70}
            onEnd={more}
            render={(item) => <MemberRow item={item} group={group} me={me.account} />}
          />
        </Sheet>
      ) : (
        <RowsSkeleton rows={8} height={60} />
      )}
    </Page>
  );
}

function merge(shown: GroupMembers, page: GroupMembers): GroupMembers {
  const items = withoutRepeats(shown.items, page.items, ({ member }) => member.id);
  return { items, next: page.next, head: olderHead(shown, page) };
}
