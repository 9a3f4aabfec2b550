import { VisuallyHidden } from '@mantine/core';
import { IconShieldFilled, IconStarFilled } from '@tabler/icons-react';
import type { Role } from '../../shared/accounts.ts';
import { strings } from '../strings.ts';
import classes from './role-label.module.css';

/** What someone is entrusted with: square, with text and a sign, beside the name, so that no rank is ever taken for it. */
export function RoleLabel({ of: role, leader }: { of: Role; leader?: boolean }) {
  const shown = role !== 'member' ? role : leader ? 'leader' : null;
  if (!shown) return null;
  const Sign = shown === 'leader' ? IconStarFilled : IconShieldFilled;
  return (
    <span className={classes.label} data-role={shown}>
      <VisuallyHidden>{strings.accounts.roleOf}: </VisuallyHidden>
      <Sign size={11} aria-hidden="true" />
      <span>{strings.accounts[shown]}</span>
    </span>
  );
}
