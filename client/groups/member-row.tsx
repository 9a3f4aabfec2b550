import { Menu } from '@mantine/core';
import { IconStar, IconStarOff, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group, GroupMember } from '../../shared/groups.ts';
import type { MembershipRole } from '../../shared/memberships.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { groups } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast, toastProblem } from '../ui/toast.ts';
import { leads } from './group-options.tsx';
import classes from './member-row.module.css';
import { RemoveMember } from './remove-member.tsx';

type MemberRowProps = { item: GroupMember; group: Group; me: Account };

export function MemberRow({ item, group, me }: MemberRowProps) {
  const { member, role, joinedAt } = item;
  return (
    <div className={classes.row}>
      <Face id={member.id} name={member.displayName} size={42} />
      <div className={classes.text}>
        <div className={classes.name}>
          <MemberName member={member} />
          <RoleLabel of={member.role} leader={role === 'leader'} />
          <span className={classes.dim}>@{member.username}</span>
        </div>
        <div className={classes.name}>
          <RankBadge rank={member.rank} />
          <span className={classes.dim}>{strings.groups.joinedOn(onDay(joinedAt))}</span>
        </div>
      </div>
      {leads(group, me) && <MemberOptions item={item} group={group} me={me} />}
    </div>
  );
}

/** What leaders may do with a member. They cannot remove each other; that is for staff. */
function MemberOptions({ item: { member, role }, group, me }: MemberRowProps) {
  const [removing, setRemoving] = useState(false);
  const own = member.id === me.id;
  const removable = !own && (me.role === 'staff' || role !== 'leader');

  return (
    <>
      <OptionsMenu small label={strings.groups.memberOptions(member.displayName)}>
        {role === 'member' ? (
          <Menu.Item leftSection={<IconStar size={16} />} onClick={() => setRole(group, member.username, 'leader')}>
            {strings.groups.makeLeader}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconStarOff size={16} />} onClick={() => setRole(group, member.username, 'member')}>
            {strings.groups.makeMember}
          </Menu.Item>
        )}
        {removable && (
          <Menu.Item color="brick" leftSection={<IconUserMinus size={16} />} onClick={() => setRemoving(true)}>
            {strings.groups.remove}
          </Menu.Item>
        )}
      </OptionsMenu>
      {removing && <RemoveMember group={group} member={member} close={() => setRemoving(false)} />}
    </>
  );
}

async function setRole(group: Group, username: string, role: MembershipRole): Promise<void> {
  try {
    await groups.setRole(group.slug, username, role);
  } catch (error) {
    if (hasCode(error, 'last_leader')) toast(strings.groups.lastLeader);
    else toastProblem(error);
  }
}
