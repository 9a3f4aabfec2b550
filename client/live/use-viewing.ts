import { useEffect, useState } from 'react';
import { currentPresence } from './current.ts';

/** A page out of sight for so long is not being looked at; a glance into another window is no going away. */
const AWAY_MS = 60_000;

/** Says that one is in this topic for as long as the component is shown and the page is looked at. */
export function useViewing(topicId: string): void {
  const present = useIsPresent();
  useEffect(() => {
    if (present) return currentPresence()?.look(topicId);
  }, [topicId, present]);
}

function useIsPresent(): boolean {
  const [present, setPresent] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setPresent(false), AWAY_MS);
      else setPresent(true);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return present;
}
