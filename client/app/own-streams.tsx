import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { UNREAD_LIMIT } from '../../shared/notices.ts';
import { meQuery } from '../accounts/queries.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';
import { ownStreams, untold } from '../notices/own-streams.ts';
import { inboxQuery, renewInbox } from '../notices/queries.ts';

/** Hears, on every page, all that one may be told of. */
export function OwnStreams() {
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const { data: inbox, isPending } = useQuery(inboxQuery);
  const streams = useMemo(() => (me && !isPending ? ownStreams(me, inbox) : []), [me, inbox, isPending]);
  useStreams(streams);

  // What one is told of a group begins with one's membership in it: only the server knows since when.
  const missing = inbox ? untold(streams, inbox).join(' ') : '';
  // Of very many unread notices it holds the latest: once some were read, those after them count.
  const short = inbox?.unread.more && inbox.unread.items.length < UNREAD_LIMIT;
  useEffect(() => {
    if (missing || short) void renewInbox(client);
  }, [client, missing, short]);

  // What was done by someone who was blocked is told again.
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type === 'block.changed' && !event.data.blocked) void renewInbox(client);
      }),
    [client],
  );
  return null;
}
