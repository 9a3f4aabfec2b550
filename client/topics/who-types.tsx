import { gatherings } from '../live/presence.ts';
import { strings } from '../strings.ts';
import { useStore } from '../ui/store.ts';
import { useTopicScene } from './topic-context.ts';
import classes from './who-types.module.css';

/** Who writes a reply at this moment. Its place is always there, so that nothing moves; it is not read out by itself. */
export function WhoTypes() {
  const { me } = useTopicScene();
  const members = useStore(gatherings.typing)?.members.filter(({ id }) => id !== me.id) ?? [];
  return (
    <div className={classes.place}>
      {members.length > 0 && (
        <p className={classes.line} data-testid="typing">
          <span aria-hidden="true" className={classes.dots}>
            <i />
            <i />
            <i />
          </span>
          <span className={classes.text} dir="auto">
            {strings.presence.typing(members.map(({ displayName }) => displayName))}
          </span>
        </p>
      )}
    </div>
  );
}
