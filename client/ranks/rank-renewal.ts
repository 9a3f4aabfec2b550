import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onHappening } from '../live/happenings.ts';

/** What one's own rank asks for next is fetched afresh when one has moved up. */
export function RankRenewal({ viewer }: { viewer: string }) {
  const client = useQueryClient();
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'rank.up' || event.data.accountId !== viewer) return;
        void client.invalidateQueries({ queryKey: ['my-rank'] });
      }),
    [client, viewer],
  );
  return null;
}
