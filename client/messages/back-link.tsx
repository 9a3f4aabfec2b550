import { IconArrowLeft } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import classes from './messages.module.css';

/** On a phone, the way from what is open to the conversations. */
export function BackLink() {
  return (
    <ButtonLink
      to="/messages"
      variant="subtle"
      color="gray"
      size="sm"
      px={6}
      className={classes.back}
      aria-label={strings.messages.back}
    >
      <IconArrowLeft size={20} />
    </ButtonLink>
  );
}
