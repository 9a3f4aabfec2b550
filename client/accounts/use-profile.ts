import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Profile } from '../../shared/accounts.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { isRelabelling } from '../../shared/reduce/labels.ts';
import { accountStream, partnerStream } from '../../shared/streams.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';
import { profileQuery } from './queries.ts';
import { relabelled } from './relabelled.ts';

/** A member's profile. It is of no stream: what is heard of the member in a group both are in, or of their badges, is shown at once. */
export function useProfile(username: string) {
  const client = useQueryClient();
  const result = useQuery(profileQuery(username));
  useStreams((result.data?.badges ?? []).map(({ partner }) => partnerStream(partner.id)));
  useEffect(
    () =>
      onHappening((event) => {
        const { queryKey } = profileQuery(username);
        const profile = client.getQueryData<Profile>(queryKey);
        if (!profile) return;
        if (isRelabelling(event)) client.setQueryData<Profile>(queryKey, relabelled(profile, event));
        else if (isAboutBadges(profile, event)) void client.invalidateQueries({ queryKey });
      }),
    [client, username],
  );
  return result;
}

/** Of one's own badges one hears on one's own stream, of others' on those of the partners whose badges they have. */
function isAboutBadges({ member, badges }: Profile, event: LoggedEvent): boolean {
  if (event.type === 'dealing.changed') return event.stream === accountStream(member.id);
  return event.type === 'expert.unlisted' && badges.some(({ id }) => id === event.data.expertId);
}
