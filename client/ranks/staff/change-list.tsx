import { strings } from '../../strings.ts';
import classes from './change-list.module.css';
import type { LadderChange } from './ladder-changes.ts';

/** What makes one ladder another, a line each. */
export function ChangeList({ changes }: { changes: LadderChange[] }) {
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.rung.key} ${change.kind === 'threshold' ? change.metric : ''}`}>
          {sentenceOf(change)}
        </li>
      ))}
    </ul>
  );
}

function sentenceOf(change: LadderChange): string {
  const said = strings.ladder.change;
  const { title, thresholds } = change.rung;
  switch (change.kind) {
    case 'added':
      return said.added(title);
    case 'removed':
      return said.removed(title);
    case 'retitled':
      return said.retitled(change.from, title);
    case 'threshold':
      return said.threshold(title, change.metric, change.from, thresholds[change.metric]);
  }
}
