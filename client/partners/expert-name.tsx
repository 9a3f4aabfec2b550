import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { Expert } from '../../shared/partners/experts.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import classes from './expert-name.module.css';

/** An expert's name, with their badge. Profiles are for those who are signed in: strangers are led to the badge alone. */
export function ExpertName({ expert }: { expert: Expert }) {
  const signedIn = useStore(session).status === 'in';
  return (
    <span className={classes.name}>
      {signedIn ? <MemberName member={expert} /> : <bdi className={classes.plain}>{expert.displayName}</bdi>}
      <TextLink
        to="/badges/$id"
        params={{ id: expert.id }}
        className={classes.badge}
        aria-label={strings.partners.badgeOf(expert.displayName)}
        title={strings.partners.verify}
      >
        <IconRosetteDiscountCheck size={18} aria-hidden="true" />
      </TextLink>
    </span>
  );
}
