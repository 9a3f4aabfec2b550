import type { Account, Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { leads, outranks } from '../groups/leads.ts';

// What the server grants; the rest is not offered.

type Author = Pick<Member, 'id' | 'role'>;

/** Whether one keeps topics and posts of a group in order: its leaders, and the site's moderators and staff. */
export const moderates = (group: Group, me: Account): boolean => leads(group, me) || me.role === 'moderator';

/** Whether one may take away what someone wrote. */
export const mayTakeAway = (group: Group, me: Account, author: Author): boolean =>
  moderates(group, me) && outranks(group, me, author);

/** Whether one may mute, remove or ban the author of a post. */
export const maySanctionAuthor = (group: Group, me: Account, author: Author): boolean =>
  leads(group, me) && outranks(group, me, author);
