import { useRankTitle } from '../ranks/use-ranks.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './activity.module.css';
import { ActivityLine } from './activity-line.tsx';
import aside from './group-aside.module.css';
import { useActivity } from './use-activity.ts';

/** What happens in a group, line by line, the latest first. */
export function Activity({ stream }: { stream: string }) {
  const events = useActivity(stream);
  const titleOf = useRankTitle();
  return (
    <Surface aria-labelledby="activity">
      <h2 id="activity" className={aside.title}>
        <span className={classes.pulse} aria-hidden="true" />
        {strings.activity.title}
      </h2>
      <div role="log" aria-live="polite" aria-relevant="additions" aria-labelledby="activity" className={classes.log}>
        {events.map((event) => (
          <p key={event.seq} className={classes.line}>
            <ActivityLine event={event} titleOf={titleOf} />
            <span className={classes.ago}>
              <Ago at={event.at} />
            </span>
          </p>
        ))}
      </div>
      {events.length === 0 && <p className={classes.empty}>{strings.activity.empty}</p>}
    </Surface>
  );
}
