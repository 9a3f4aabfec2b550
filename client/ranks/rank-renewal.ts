import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onHappening } from '../live/happenings.ts';
import { renewer } from './renewer.ts';

/** What shows ranks is fetched afresh when the ranks there are, or many members' ranks, have changed. */
export function RankRenewal() {
  const client = useQueryClient();
  useEffect(() => {
    const { hear, stop } = renewer(client, { random: Math.random, later: setTimeout });
    const stopHearing = onHappening(hear);
    return () => {
      stopHearing();
      stop();
    };
  }, [client]);
  return null;
}
