import type { Profile } from '../../shared/accounts.ts';
import { type Relabelling, relabel } from '../../shared/reduce/labels.ts';

/** A profile after what was heard of someone's label. Pure. What is announced was earned. */
export function relabelled({ member, rankSource, ...profile }: Profile, event: Relabelling): Profile {
  const own = event.data.accountId === member.id;
  const source = event.type === 'rank.up' ? 'earned' : event.type === 'rank.changed' ? event.data.source : rankSource;
  return { ...profile, member: relabel(member, event), rankSource: own ? source : rankSource };
}
