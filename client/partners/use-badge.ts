import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LoggedEvent } from '../../shared/events.ts';
import { partnerStream } from '../../shared/streams.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';
import { badgeQuery } from './public-queries.ts';

/** A badge, asked for again from time to time, and at once when whoever is signed in hears of it. */
export function useBadge(id: string) {
  const client = useQueryClient();
  const result = useQuery(badgeQuery(id));
  useStreams(result.data ? [partnerStream(result.data.partner.id)] : []);
  useEffect(
    () =>
      onHappening((event) => {
        if (badgeOf(event) === id) void client.invalidateQueries({ queryKey: badgeQuery(id).queryKey });
      }),
    [client, id],
  );
  return result;
}

/** The badge of which an event of a directory tells. */
function badgeOf(event: LoggedEvent): string | null {
  if (event.type === 'expert.unlisted') return event.data.expertId;
  return event.type === 'expert.listed' || event.type === 'expert.relabelled' ? event.data.expert.id : null;
}
