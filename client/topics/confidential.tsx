import { IconLock } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import classes from './confidential.module.css';

/** Stands wherever one writes. */
export function ConfidentialNotice() {
  return (
    <p className={classes.notice}>
      <IconLock size={13} aria-hidden="true" />
      {strings.posts.confidential}
    </p>
  );
}
