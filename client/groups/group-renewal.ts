import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onHappening } from '../live/happenings.ts';

/** What one may see of a group changes with one's membership in it: then that is fetched afresh, on every page. */
export function GroupRenewal() {
  const client = useQueryClient();
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'membership.started' && event.type !== 'membership.ended') return;
        const { slug } = event.data.group;
        for (const queryKey of [['group', slug], ['joining', slug], ['groups']]) {
          void client.invalidateQueries({ queryKey });
        }
        // A page that was refused a moment ago may be there now.
        void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
      }),
    [client],
  );
  return null;
}
