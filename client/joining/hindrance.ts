import { useEffect, useState } from 'react';
import type { Group } from '../../shared/groups.ts';

/** Why a member cannot post right now; null if they can. */
export type Hindrance = 'archived' | 'muted' | 'guidelines';

export function useHindrance(group: Group | null): Hindrance | null {
  const now = useNowAfter(group?.membership?.mutedUntil ?? null);
  return group && hindranceOf(group, now);
}

export function hindranceOf({ archivedAt, membership, guidelines }: Group, now: number): Hindrance | null {
  if (archivedAt) return 'archived';
  if (!membership) return null;
  if (membership.mutedUntil && Date.parse(membership.mutedUntil) > now) return 'muted';
  return guidelines.text !== '' && membership.guidelinesVersion < guidelines.version ? 'guidelines' : null;
}

/** The time, told anew once a moment has passed. Timers bear no more than 24 days. */
function useNowAfter(moment: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const wait = moment ? Date.parse(moment) - Date.now() : 0;
    if (wait <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(wait + 500, 2_000_000_000));
    return () => clearTimeout(timer);
  }, [moment]);
  return now;
}
