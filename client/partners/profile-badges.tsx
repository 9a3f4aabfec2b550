import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ProfileBadge } from '../../shared/partners/experts.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { brandOf } from './brand.ts';
import { PartnerSign } from './partner-sign.tsx';
import classes from './profile-badges.module.css';

/** The badges on a profile, each leading to where anyone can verify it. */
export function ProfileBadges({ badges }: { badges: ProfileBadge[] }) {
  if (badges.length === 0) return null;
  return (
    <ul className={classes.badges} aria-label={strings.partners.badges}>
      {badges.map(({ id, partner, since }) => (
        <li key={id}>
          <Link
            to="/badges/$id"
            params={{ id }}
            className={classes.badge}
            style={brandOf(partner.colour)}
            title={strings.partners.since(onDay(since))}
          >
            <PartnerSign partner={partner} size={24} />
            <span dir="auto">{strings.partners.expertOf(partner.name)}</span>
            <IconRosetteDiscountCheck size={17} aria-hidden="true" className={classes.check} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
