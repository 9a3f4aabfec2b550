import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '../../../shared/accounts.ts';
import type { MemberRank } from '../../../shared/ranks.ts';
import { strings } from '../../strings.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Surface } from '../../ui/surface.tsx';
import { problemText } from '../../ui/toast.ts';
import { RankHistory } from '../rank-history.tsx';
import { Standings } from '../standings.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { memberRankQuery } from './queries.ts';
import classes from './staff-rank.module.css';
import { StandingFacts } from './standing-facts.tsx';

/** For staff, on a member's profile: where they stand, as they see it themselves, and what can be decided about it. */
export function StaffRank({ member: { username } }: { member: Member }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({ ...memberRankQuery(username), enabled: open });
  return (
    <Surface className={classes.section}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={classes.summary}>{strings.ladder.member.title}</summary>
        {error && <Alert color="brick">{problemText(error)}</Alert>}
        {data && <Parts rank={data} />}
        {!data && !error && <RowsSkeleton rows={2} height={90} />}
      </details>
    </Surface>
  );
}

function Parts({ rank: { member, standing, history } }: { rank: MemberRank }) {
  return (
    <div className={classes.parts}>
      <StandingFacts standing={standing} />
      <DecisionBar member={member} standing={standing} />
      <section aria-labelledby="member-standing">
        <h2 id="member-standing" className={classes.heading}>
          {standing.next ? strings.ranks.next(standing.next.title) : strings.ladder.member.top}
        </h2>
        <p className={classes.hint}>{strings.ladder.member.asTheySee}</p>
        <Standings mine={standing} />
      </section>
      <section aria-labelledby="member-history">
        <h2 id="member-history" className={classes.heading}>
          {strings.ladder.member.history}
        </h2>
        <RankHistory history={history} since={member.memberSince} />
      </section>
    </div>
  );
}
