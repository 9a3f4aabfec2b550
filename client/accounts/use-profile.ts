import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Profile } from '../../shared/accounts.ts';
import { isRelabelling } from '../../shared/reduce/labels.ts';
import { onHappening } from '../live/happenings.ts';
import { profileQuery } from './queries.ts';
import { relabelled } from './relabelled.ts';

/** A member's profile. It is of no stream: what is heard of the member in a group both are in is shown at once. */
export function useProfile(username: string) {
  const client = useQueryClient();
  const result = useQuery(profileQuery(username));
  useEffect(
    () =>
      onHappening((event) => {
        if (!isRelabelling(event)) return;
        client.setQueryData<Profile>(
          profileQuery(username).queryKey,
          (profile) => profile && relabelled(profile, event),
        );
      }),
    [client, username],
  );
  return result;
}
