import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { Member } from '../../../shared/accounts.ts';
import type { RankStanding } from '../../../shared/ranks.ts';
import { strings } from '../../strings.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import type { Decision } from './decisions.ts';
import classes from './staff-rank.module.css';
import { useDialog } from './use-dialog.ts';

/** What can be decided about a member's rank: giving one, holding one at a rung, and taking either back. */
export function DecisionBar({ member, standing }: { member: Member; standing: RankStanding }) {
  const dialog = useDialog<Decision>();
  const bar = useRef<HTMLDivElement>(null);
  const { assigned, lock } = standing;
  const said = strings.ladder.member;

  /** The button that was pressed may be gone with what it took back. */
  function focusAgain() {
    if (document.activeElement === document.body) bar.current?.querySelector('button')?.focus();
  }

  const button = (decision: Decision, label: string) => (
    <Button key={decision} size="sm" variant="default" onClick={() => dialog.open(decision)}>
      {label}
    </Button>
  );
  return (
    <>
      <div className={classes.bar} ref={bar}>
        {button('give', assigned ? said.giveOther : said.give)}
        {assigned && button('takeBack', said.takeBack)}
        {button('hold', lock ? said.holdOther : said.hold)}
        {lock && button('letGo', said.letGo)}
      </div>
      <DecisionDialog dialog={dialog} member={member} standing={standing} closed={focusAgain} />
    </>
  );
}
