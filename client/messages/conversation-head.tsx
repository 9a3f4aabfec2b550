import type { ReactNode } from 'react';
import type { Member } from '../../shared/accounts.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { Face } from '../ui/face.tsx';
import { BackLink } from './back-link.tsx';
import classes from './conversation-head.module.css';
import page from './messages.module.css';

/** With whom one talks; beside it what else can be done. */
export function ConversationHead({ other, children }: { other: Member; children?: ReactNode }) {
  return (
    <header className={page.head}>
      <BackLink />
      <div className={classes.who}>
        <Face id={other.id} name={other.displayName} size={36} />
        <div className={classes.name}>
          <h2>
            <MemberName member={other} />
            <RoleLabel of={other.role} />
          </h2>
          <RankBadge rank={other.rank} quiet />
        </div>
      </div>
      {children}
    </header>
  );
}
