import { IconArrowRight } from '@tabler/icons-react';
import type { Move } from '../../../shared/ladder-versions.ts';
import { MemberName } from '../../accounts/member-name.tsx';
import { strings } from '../../strings.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './preview-panel.module.css';

const TONES = { up: 'good', down: 'bad', moved: 'waiting' } as const;

/** From which rank to which members would move, with some of them by name. */
export function Moves({ moves, titleOf }: { moves: Move[]; titleOf: (rank: string) => string }) {
  if (moves.length === 0) return <p className={classes.of}>{strings.ladder.nobody}</p>;
  return (
    <ul className={classes.moves} aria-label={strings.ladder.moves}>
      {moves.map((move) => (
        <li key={`${move.kind} ${move.from} ${move.to}`}>
          <div className={classes.move}>
            <StateBadge tone={TONES[move.kind]}>{strings.ladder.move(move.kind)}</StateBadge>
            <span className={classes.way}>
              {titleOf(move.from)} <IconArrowRight size={15} aria-label={strings.ladder.to} className={classes.arrow} />{' '}
              {titleOf(move.to)}
            </span>
            <b className={classes.many}>{strings.ladder.members(move.count)}</b>
          </div>
          <Examples move={move} />
        </li>
      ))}
    </ul>
  );
}

function Examples({ move: { examples, count } }: { move: Move }) {
  const more = count - examples.length;
  return (
    <p className={classes.examples}>
      {examples.map((member, index) => (
        <span key={member.id}>
          {index > 0 && ', '}
          <MemberName member={member} />
        </span>
      ))}
      {more > 0 && ` ${strings.ladder.andMore(more)}`}
    </p>
  );
}
