import { Link } from '@tanstack/react-router';
import type { PartnerCard } from '../../shared/partners/partners.ts';
import { strings } from '../strings.ts';
import { brandOf } from './brand.ts';
import { PartnerSign } from './partner-sign.tsx';
import classes from './public-card.module.css';

/** A partner among others, leading to its page. */
export function PartnerCardView({ card }: { card: PartnerCard }) {
  return (
    <Link to="/partners/$slug" params={{ slug: card.slug }} className={classes.card} style={brandOf(card.colour)}>
      <PartnerSign partner={card} size={52} />
      <span className={classes.text}>
        <span className={classes.name} dir="auto">
          {card.name}
        </span>
        <span className={classes.tagline} dir="auto">
          {card.tagline}
        </span>
        <span className={classes.count}>{strings.partners.experts(card.experts)}</span>
      </span>
    </Link>
  );
}
