import { Link } from '@tanstack/react-router';
import type { StaffAccountLine } from '../../shared/staff.ts';
import { RoleLabel } from '../accounts/role-label.tsx';
import { strings } from '../strings.ts';
import { Face } from '../ui/face.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './accounts.module.css';

/** An account that was found, with the way to what can be done about it. */
export function AccountRow({ line: { member, email, suspension, erasedAt } }: { line: StaffAccountLine }) {
  return (
    <Link to="/staff/accounts/$username" params={{ username: member.username }} className={classes.row}>
      <Face id={member.id} name={member.displayName} size={36} />
      <span className={classes.text}>
        <span className={classes.name}>
          <b dir="auto">{member.displayName}</b>
          <RoleLabel of={member.role} />
        </span>
        <span className={classes.dim}>
          @{member.username} · <bdi>{email}</bdi>
        </span>
      </span>
      {suspension && <StateBadge tone="bad">{strings.staff.suspended}</StateBadge>}
      {erasedAt && <StateBadge>{strings.staff.erased}</StateBadge>}
    </Link>
  );
}
