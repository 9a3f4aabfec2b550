import { IconMapPin } from '@tabler/icons-react';
import classes from './ranks-page.module.css';

/** Marks a rank as the viewer's. */
export function YouAreHere({ children }: { children: string }) {
  return (
    <span className={classes.here}>
      <IconMapPin size={13} aria-hidden="true" /> {children}
    </span>
  );
}
