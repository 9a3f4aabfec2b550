import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { noteSuspension } from '../accounts/suspension.ts';
import { session } from '../api/session.ts';
import { saveUnsaved, watchDrafts } from '../drafts/start.ts';
import { GroupRenewal } from '../groups/group-renewal.ts';
import { connection } from '../live/connection-state.ts';
import { onHappening } from '../live/happenings.ts';
import { startLive } from '../live/start.ts';
import { resumeMessages } from '../messages/sending.ts';
import { Toasts } from '../notices/toasts.tsx';
import { UnreadTitle } from '../notices/unread-title.tsx';
import { RankRenewal } from '../ranks/rank-renewal.ts';
import { resumeSending } from '../topics/sending.ts';
import { useStore } from '../ui/store.ts';
import { OwnStreams } from './own-streams.tsx';
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
    const stopNoting = onHappening((event) => noteSuspension(event, accountId));
    setLiveFor(accountId);
    return () => {
      stop();
      stopNoting();
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
      {accountId && <Unsent />}
      {accountId && <GroupRenewal />}
      {accountId && <RankRenewal />}
      {accountId && <Toasts viewer={accountId} go={go} />}
      {accountId && <UnreadTitle />}
      {children}
    </>
  );
}

const go = (address: string) => void router.navigate({ to: address });

/** What one wrote while there was no connection is sent and kept once there is one. */
function Unsent() {
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
