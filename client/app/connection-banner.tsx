import { useEffect, useState } from 'react';
import { connection } from '../live/connection-state.ts';
import { strings } from '../strings.ts';
import { useStore } from '../ui/store.ts';
import classes from './connection-banner.module.css';

const PATIENCE_MS = 900;
const FAREWELL_MS = 2_200;

/** Says quietly that news are on hold, and that nothing was missed. A short hiccup is not worth a word. */
export function ConnectionBanner() {
  const state = useStore(connection);
  const [shown, setShown] = useState<'connecting' | 'caughtUp' | null>(null);

  useEffect(() => {
    if (state === 'connecting') return after(PATIENCE_MS, () => setShown('connecting'));
    setShown((before) => before && 'caughtUp');
    return after(FAREWELL_MS, () => setShown(null));
  }, [state]);

  return (
    <div role="status" className={classes.place}>
      {shown && (
        <span className={classes.banner} data-state={shown}>
          {strings.connection[shown]}
        </span>
      )}
    </div>
  );
}

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
