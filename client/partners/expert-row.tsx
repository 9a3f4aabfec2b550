import type { Expert } from '../../shared/partners/experts.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { ExpertName } from './expert-name.tsx';
import classes from './expert-row.module.css';

/** An expert in a partner's directory. */
export function ExpertRow({ expert }: { expert: Expert }) {
  return (
    <div className={classes.row}>
      <Face id={expert.id} name={expert.displayName} size={42} />
      <div className={classes.text}>
        <span className={classes.line}>
          <ExpertName expert={expert} />
          <span className={classes.dim}>@{expert.username}</span>
        </span>
        <span className={classes.headline} dir="auto">
          {expert.headline}
        </span>
      </div>
      <span className={classes.since}>{strings.partners.since(onDay(expert.since))}</span>
    </div>
  );
}
