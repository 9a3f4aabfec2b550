import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { groupStream } from '../../shared/streams.ts';
import { meQuery } from '../accounts/queries.ts';
import { session } from '../api/session.ts';
import { saveUnsaved, watchDrafts } from '../drafts/start.ts';
import { GroupRenewal } from '../groups/group-renewal.ts';
import { connection } from '../live/connection-state.ts';
import { startLive } from '../live/start.ts';
import { useStreams } from '../live/use-stream.ts';
import { resumeMessages } from '../messages/sending.ts';
import { resumeSending } from '../topics/sending.ts';
import { UnreadTitle } from '../topics/unread-title.tsx';
import { useStore } from '../ui/store.ts';
import { Notices } from './notices.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Connects the live path while someone is signed in, and clears the table when they no longer are. */
export function LiveSession({ children }: { children: ReactNode }) {
  const state = useStore(session);
  const accountId = state.status === 'in' ? state.account.id : null;
  const [liveFor, setLiveFor] = useState<string | null>(null);

  useLayoutEffect(() => {
    if (!accountId) return;
    const stop = startLive(queryClient, accountId);
    setLiveFor(accountId);
    return () => {
      stop();
      setLiveFor(null);
      queryClient.clear();
    };
  }, [accountId]);

  // Pages that need an account send everyone else away; which they are told when the account goes.
  useEffect(() => {
    if (!accountId) router.invalidate();
  }, [accountId]);

  if (accountId && liveFor !== accountId) return null;
  return (
    <>
      {accountId && <OwnStreams />}
      {accountId && <GroupRenewal />}
      {accountId && <Notices accountId={accountId} />}
      {accountId && <UnreadTitle />}
      {children}
    </>
  );
}

/** One's own account and all one's groups are heard on every page. */
function OwnStreams() {
  const { data: me } = useQuery(meQuery);
  useStreams(me ? [me.head.stream, ...me.memberships.map(({ group }) => groupStream(group.id))] : []);
  useEffect(watchDrafts, []);
  const online = useStore(connection) === 'caught-up';
  useEffect(() => {
    if (!online) return;
    resumeSending();
    resumeMessages();
    saveUnsaved();
  }, [online]);
  return null;
}
