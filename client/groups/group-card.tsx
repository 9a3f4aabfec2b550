import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { GroupCard } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { CategoryIcon } from './category.tsx';
import classes from './group-card.module.css';
import { groupCounts } from './group-counts.ts';
import { GroupLabels } from './group-labels.tsx';
import tile from './group-tile.module.css';

export function GroupCardView({ card }: { card: GroupCard }) {
  return (
    <Link to="/g/$slug" params={{ slug: card.slug }} className={classes.card}>
      <span className={classes.top}>
        <span className={tile.icon} data-category={card.category}>
          <CategoryIcon category={card.category} />
        </span>
        <span className={classes.names}>
          <span className={classes.category}>{card.category}</span>
          <span className={classes.name} dir="auto">
            {card.name}
          </span>
        </span>
        {card.membership && (
          <span className={classes.joined}>
            <IconCheck size={13} aria-hidden="true" />
            {strings.groups.joined}
          </span>
        )}
      </span>
      <span className={classes.description} dir="auto">
        {card.description}
      </span>
      <span className={classes.counts}>
        {groupCounts(card)}
        <GroupLabels of={card} />
      </span>
    </Link>
  );
}
