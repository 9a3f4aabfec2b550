import { useEffect, useState } from 'react';
import type { Actor } from '../../shared/accounts.ts';
import type { JoinRequest } from '../../shared/joining.ts';
import { onHappening } from '../live/happenings.ts';

export type Decided = { request: JoinRequest; by: Actor };

/** The requests decided since the page was opened, whoever did it: they stay in sight, so that nothing seems to vanish. */
export function useDecided(stream: string): Decided[] {
  const [decided, setDecided] = useState<Decided[]>([]);
  useEffect(
    () =>
      onHappening((event) => {
        if (event.stream !== stream) return;
        if (event.type !== 'join_request.decided' && event.type !== 'join_request.reopened') return;
        const now = event.data.state === 'pending' ? [] : [{ request: event.data, by: event.actor }];
        setDecided((shown) => [...shown.filter(({ request }) => request.id !== event.data.id), ...now]);
      }),
    [stream],
  );
  return decided;
}
