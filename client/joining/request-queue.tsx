import { IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { JoinRequest, JoinRequests } from '../../shared/joining.ts';
import { leadersStream } from '../../shared/streams.ts';
import { joinRequests } from '../api/joining.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { joinRequestsQuery, joinRequestsView } from './queries.ts';
import { RequestRow } from './request-row.tsx';
import { useDecided } from './use-decided.ts';

/** Who asks to be let in, the longest waiting first. */
export function RequestQueue({ group, me }: { group: Group; me: Account }) {
  const query = joinRequestsQuery(group.slug);
  const { data, error, refetch } = useQuery(query);
  const decided = useDecided(leadersStream(group.id));
  const { more } = useMore<JoinRequest, JoinRequests>({
    key: query.queryKey,
    view: joinRequestsView,
    fetch: (cursor) => joinRequests.pending(group.slug, cursor),
    merge: addPage,
  });

  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={110} />;
  const shown = inOrder(
    data.items,
    decided.map(({ request }) => request),
  );
  if (shown.length === 0) return <Nobody group={group} />;
  return (
    <>
      <Cards
        label={strings.joining.tabs.requests}
        items={shown}
        render={(request) => (
          <RequestRow
            request={request}
            decidedBy={decided.find((each) => each.request.id === request.id)?.by ?? null}
            me={me}
          />
        )}
      />
      {data.next && <MoreButton more={more} />}
    </>
  );
}

function Nobody({ group }: { group: Group }) {
  return (
    <Empty icon={<IconUserCheck size={36} />} title={strings.joining.noRequests}>
      {group.access === 'open' ? strings.joining.noRequestsOpen : strings.joining.noRequestsHint}
    </Empty>
  );
}

/** What was decided stays where it was. */
function inOrder(pending: JoinRequest[], decided: JoinRequest[]): JoinRequest[] {
  const others = pending.filter(({ id }) => !decided.some((request) => request.id === id));
  return [...others, ...decided].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}
