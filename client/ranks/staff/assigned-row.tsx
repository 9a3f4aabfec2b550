import { Button } from '@mantine/core';
import type { AssignedRank } from '../../../shared/ranks.ts';
import { strings } from '../../strings.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './assigned-page.module.css';

type AssignedRowProps = { rank: AssignedRank; earned: boolean; edit: () => void };

/** A rank that is given. `earned`: it is a rung of the ladder, too. */
export function AssignedRow({ rank: { title, description }, earned, edit }: AssignedRowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <div className={classes.name}>
          <b dir="auto">{title}</b>
          {earned && <StateBadge>{strings.ladder.assigned.both}</StateBadge>}
        </div>
        <p className={classes.description} dir="auto">
          {description}
        </p>
      </div>
      <Button size="xs" variant="default" aria-label={strings.ladder.assigned.editOf(title)} onClick={edit}>
        {strings.ladder.assigned.edit}
      </Button>
    </li>
  );
}
