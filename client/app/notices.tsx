import { useEffect } from 'react';
import type { LoggedEvent } from '../../shared/events.ts';
import { onHappening } from '../live/happenings.ts';
import { useRankTitle } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { queryClient } from './query-client.ts';

/** Tells the member what happened to them personally. */
export function Notices({ accountId }: { accountId: string }) {
  const titleOf = useRankTitle();
  useEffect(() => onHappening((event) => tell(event, accountId, titleOf)), [accountId, titleOf]);
  return null;
}

function tell(event: LoggedEvent, accountId: string, titleOf: (rank: string) => string): void {
  // A rank-up also comes through every group; only one's own stream counts.
  if (!event.stream.startsWith('account:')) return;
  if (event.type === 'rank.up' && event.data.accountId === accountId) {
    queryClient.invalidateQueries({ queryKey: ['my-rank'] });
    toast(strings.ranks.rankUp(titleOf(event.data.to)), strings.ranks.rankUpTitle, `rank-${event.data.to}`);
  }
  if (event.type === 'membership.ended' && event.data.by === 'removal') {
    toast(event.data.reason ?? '', strings.groups.removed(event.data.group.name), `ended-${event.data.group.id}`);
  }
}
