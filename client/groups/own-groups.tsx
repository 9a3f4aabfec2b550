import { useQuery } from '@tanstack/react-query';
import type { OwnMembership } from '../../shared/accounts.ts';
import { strings } from '../strings.ts';
import { GroupTile } from './group-tile.tsx';
import classes from './own-groups.module.css';
import { groupCardsQuery } from './queries.ts';

/** Known from the account itself, so that none is missing however long the list of all groups is. */
export function OwnGroups({ memberships }: { memberships: OwnMembership[] }) {
  const { data } = useQuery(groupCardsQuery());
  return (
    <section aria-labelledby="own-groups">
      <h2 id="own-groups" className={classes.title}>
        {strings.groups.mine}
      </h2>
      <ul className={classes.tiles}>
        {memberships.map(({ group, role }) => (
          <li key={group.id}>
            <GroupTile group={group} card={data?.items.find(({ id }) => id === group.id)} leads={role === 'leader'} />
          </li>
        ))}
      </ul>
    </section>
  );
}
