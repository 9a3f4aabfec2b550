import { useLocation } from '@tanstack/react-router';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';

type WindowVirtualizer = Virtualizer<Window, Element>;

/**
 * Brings the reader to a post when its page opens and whenever its address is followed again: at once to where it
 * should be, and once more when it is there and its real height is known. Answers whether that is done.
 */
export function useArrival(
  virtualizer: WindowVirtualizer,
  target: number | null,
  isHere: (number: number) => boolean,
  total: number,
): boolean {
  const visit = useLocation({ select: (location) => `${target} ${(location.state as { jump?: number }).jump ?? ''}` });
  const [done, setDone] = useState<string | null>(null);
  const goal = target === null ? null : Math.min(target, total);
  const here = isHere(goal ?? 1);

  useEffect(() => {
    if (done === visit) return;
    if (goal !== null && goal > 1) virtualizer.scrollToIndex(goal - 1, { align: 'start' });
    else if (goal === 1) window.scrollTo(0, 0);
    if (!here) return;
    // Not before the jump has happened: nothing that flew by was read.
    const timer = setTimeout(() => setDone(visit), 120);
    return () => clearTimeout(timer);
  }, [virtualizer, goal, here, visit, done]);

  return done === visit;
}
