import type { Account } from '../../shared/accounts.ts';
import type { Group, GroupMember } from '../../shared/groups.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { leads } from './leads.ts';
import { MemberOptions } from './member-options.tsx';
import classes from './member-row.module.css';

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
