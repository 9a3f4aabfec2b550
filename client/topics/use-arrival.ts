import { useLocation } from '@tanstack/react-router';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';

type WindowVirtualizer = Virtualizer<Window, Element>;

/**
 * Brings the reader to a post when its page opens and whenever its address is followed again. Answers whether that
 * is done.
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
    const go = () => {
      if (goal === null) return;
      if (goal > 1) virtualizer.scrollToIndex(goal - 1, { align: 'start' });
      else window.scrollTo(0, 0);
    };
    go();
    // Again and again until the post is there: what is above it turns out higher than was guessed, and the router
    // puts a new page at its top. Only then does anything in sight count as read.
    const again = setInterval(go, 60);
    const timer = here ? setTimeout(() => setDone(visit), 150) : undefined;
    return () => {
      clearInterval(again);
      clearTimeout(timer);
    };
  }, [virtualizer, goal, here, visit, done]);

  return done === visit;
}
