import type { ReactNode } from 'react';
import type { Member } from '../../shared/accounts.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import classes from './manage-list.module.css';

/** Whom it is about, and when it was. */
export function PersonLine({ member, at, children }: { member: Member; at: string; children?: ReactNode }) {
  return (
    <div className={classes.person}>
      <Face id={member.id} name={member.displayName} size={40} />
      <div className={classes.text}>
        <div className={classes.name}>
          <MemberName member={member} />
          <RoleLabel of={member.role} />
          <span className={classes.dim}>@{member.username}</span>
        </div>
        <div className={classes.name}>
          <RankBadge rank={member.rank} quiet />
          <span className={classes.dim}>{strings.accounts.memberSince(onDay(member.memberSince))}</span>
        </div>
      </div>
      <div className={classes.side}>
        {children}
        <span className={classes.dim}>
          <Ago at={at} />
        </span>
      </div>
    </div>
  );
}
