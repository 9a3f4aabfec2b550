import { IconMailHeart } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import type { Invitation, Invitations } from '../../shared/joining.ts';
import { invitations } from '../api/joining.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { InvitationRow } from './invitation-row.tsx';
import { InviteForm } from './invite-form.tsx';
import { invitationsQuery, invitationsView } from './queries.ts';

/** Whom the group has invited, the latest first, and the way to invite one more. */
export function InvitationsSection({ group }: { group: Group }) {
  return (
    <>
      {!group.archivedAt && <InviteForm group={group} />}
      <List group={group} />
    </>
  );
}

function List({ group }: { group: Group }) {
  const query = invitationsQuery(group.slug);
  const { data, error, refetch } = useQuery(query);
  const { more } = useMore<Invitation, Invitations>({
    key: query.queryKey,
    view: invitationsView,
    fetch: (cursor) => invitations.list(group.slug, cursor),
    merge: addPage,
  });
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={72} />;
  if (data.items.length === 0) {
    return (
      <Empty icon={<IconMailHeart size={36} />} title={strings.joining.noInvitations}>
        {group.archivedAt ? strings.joining.inviteArchived : strings.joining.noInvitationsHint}
      </Empty>
    );
  }
  return (
    <>
      <Cards
        label={strings.joining.tabs.invitations}
        items={data.items}
        render={(invitation) => <InvitationRow invitation={invitation} />}
      />
      {data.next && <MoreButton more={more} />}
    </>
  );
}
