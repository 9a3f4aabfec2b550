import type { LadderPreview } from '../../../shared/ladder-versions.ts';
import { strings } from '../../strings.ts';
import classes from './preview-panel.module.css';

const SHOWN = ['up', 'down', 'moved', 'relieved'] as const;

/** How many would move, and how. */
export function PreviewCounts({ result }: { result: LadderPreview }) {
  return (
    <>
      <dl className={classes.counts}>
        {SHOWN.map((name) => (
          <div key={name} className={classes.count} data-kind={result[name] > 0 ? name : undefined}>
            <dt>{strings.ladder.tiles[name]}</dt>
            <dd>{strings.ranks.value(result[name])}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.of}>{strings.ladder.of(result.members)}</p>
    </>
  );
}
