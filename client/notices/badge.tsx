import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './bell.module.css';

type BadgedIconProps = ActionIconProps & ComponentPropsWithRef<'button'> & { count: string; children: ReactNode };

/** An icon of the header with the number of what is unread. The number is also in its label. */
export function BadgedIcon({ count, children, ...rest }: BadgedIconProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} pos="relative" style={{ overflow: 'visible' }} {...rest}>
      {children}
      <Badge count={count} />
    </ActionIcon>
  );
}

export function Badge({ count }: { count: string }) {
  if (!count) return null;
  return (
    <span className={classes.badge} aria-hidden="true">
      {count}
    </span>
  );
}
