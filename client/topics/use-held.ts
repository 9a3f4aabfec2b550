import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HeldPost } from '../../shared/rules.ts';
import { useStore } from '../ui/store.ts';
import { heldQuery, ownRefused, refused } from './held.ts';

/** One's own posts in a topic that wait for approval or were just refused; in a group, those that would start a topic. */
export function useHeld({ topicId, groupId }: { topicId?: string; groupId: string }): HeldPost[] {
  const { data } = useQuery(heldQuery);
  const decided = useStore(refused);
  return useMemo(
    () =>
      [...ownRefused(decided), ...(data?.items ?? [])].filter((held) =>
        topicId ? held.topicId === topicId : held.topicId === null && held.groupId === groupId,
      ),
    [data, decided, topicId, groupId],
  );
}
