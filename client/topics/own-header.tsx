import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Account } from '../../shared/accounts.ts';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import classes from './post-header.module.css';

/** Above what one has written oneself and is not a post yet. @param children how it stands with it */
export function OwnHeader({ me, children }: { me: Account; children: ReactNode }) {
  return (
    <header className={classes.header}>
      <Face id={me.id} name={me.displayName} size={44} />
      <div className={classes.author}>
        <Text fw={600} dir="auto">
          {me.displayName}
        </Text>
        <div className={classes.standing}>
          <RankBadge rank={me.rank} />
          <span>{strings.accounts.memberSince(onDay(me.memberSince))}</span>
        </div>
      </div>
      <span className={classes.place} role="status">
        {children}
      </span>
    </header>
  );
}
