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
        if (event.type !== 'join_request.decided' || event.stream !== stream) return;
        setDecided((shown) => [
          ...shown.filter(({ request }) => request.id !== event.data.id),
          { request: event.data, by: event.actor },
        ]);
      }),
    [stream],
  );
  return decided;
}
