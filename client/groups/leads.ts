import type { Account, Member, Role } from '../../shared/accounts.ts';
import type { Group, GroupMember } from '../../shared/groups.ts';

/** Leaders lead their own groups, staff all. */
export function leads(group: Group, me: Account): boolean {
  return group.membership?.role === 'leader' || me.role === 'staff';
}

/** Whether one who leads may take a member's membership away: only who has less say. Oneself, one leaves. */
export function mayRemove(me: Account, { member, role }: GroupMember): boolean {
  return member.id !== me.id && say(member.role, role === 'leader') < (me.role === 'staff' ? 2 : 1);
}

/** Leaders make others leaders. Whose lead is their own gives it back; from others only staff take it. */
export function mayChangeRole(me: Account, { member, role }: GroupMember): boolean {
  return role === 'member' || member.id === me.id || me.role === 'staff';
}

/** Whether one may mute and ban a member: only who has less say. */
export function maySanction(group: Group, me: Account, { member, role }: GroupMember): boolean {
  return member.id !== me.id && say(me.role, group.membership?.role === 'leader') > say(member.role, role === 'leader');
}

/** Whether one has more say in a group than someone, and so may take away what they wrote. */
export function outranks(group: Group, me: Account, member: Pick<Member, 'id' | 'role'>): boolean {
  const leading = group.leaders.some(({ id }) => id === member.id);
  return member.id !== me.id && say(me.role, group.membership?.role === 'leader') > say(member.role, leading);
}

function say(role: Role, leader: boolean): number {
  if (role === 'staff') return 2;
  return leader || role === 'moderator' ? 1 : 0;
}
