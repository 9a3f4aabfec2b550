import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { Latest } from './latest.tsx';
import classes from './overview.module.css';
import { SlowMode } from './slow-mode.tsx';
import { WaitingTiles } from './waiting-tiles.tsx';
import { WhoIsHere } from './who-is-here.tsx';

/** The first look: what waits, who is here, and what has just been said. */
export function Overview({ group, me }: { group: Group; me: Account }) {
  return (
    <div className={classes.overview}>
      <WaitingTiles group={group} />
      <div className={classes.main}>
        <Latest group={group} me={me} />
      </div>
      <div className={classes.aside}>
        <WhoIsHere group={group} />
        <SlowMode group={group} />
      </div>
    </div>
  );
}
