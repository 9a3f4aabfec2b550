import { IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { GroupCard } from '../../shared/groups.ts';
import type { GroupRef } from '../../shared/memberships.ts';
import { strings } from '../strings.ts';
import { CategoryIcon } from './category.tsx';
import { groupCounts } from './group-counts.ts';
import { GroupLabels } from './group-labels.tsx';
import classes from './group-tile.module.css';

/** One of the member's own groups, in short. The counts are there when the card is. */
export function GroupTile({ group, card, leads }: { group: GroupRef; card?: GroupCard; leads: boolean }) {
  return (
    <Link to="/g/$slug" params={{ slug: group.slug }} className={classes.tile}>
      <span className={classes.icon} data-category={group.category}>
        <CategoryIcon category={group.category} />
      </span>
      <span className={classes.text}>
        <span className={classes.name} dir="auto">
          {group.name}
        </span>
        <span className={classes.counts}>
          {card ? groupCounts(card) : group.category}
          {card && <GroupLabels of={card} />}
        </span>
      </span>
      {leads && <IconStarFilled size={14} className={classes.leads} aria-label={strings.accounts.leader} />}
    </Link>
  );
}
