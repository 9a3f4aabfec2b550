import { IconShieldFilled, IconStarFilled } from '@tabler/icons-react';
import type { Role } from '../../shared/accounts.ts';
import { strings } from '../strings.ts';
import classes from './role-label.module.css';

/** What someone is entrusted with: square, with text and a sign, so that no rank is ever taken for it. */
export function RoleLabel({ of: role, leader }: { of: Role; leader?: boolean }) {
  if (role === 'staff' || role === 'moderator') {
    return (
      <span className={classes.label} data-role={role}>
        <IconShieldFilled size={11} aria-hidden="true" />
        {strings.accounts[role]}
      </span>
    );
  }
  if (!leader) return null;
  return (
    <span className={classes.label} data-role="leader">
      <IconStarFilled size={11} aria-hidden="true" />
      {strings.accounts.leader}
    </span>
  );
}
