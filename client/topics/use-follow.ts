import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';

const SETTLE_MS = 500;

/** Keeps the end in sight for a reader who is there, and for one who has just sent something. */
export function useFollow(
  virtualizer: Virtualizer<Window, Element>,
  atEnd: boolean,
  count: number,
  pending: number,
): void {
  const before = useRef({ count, pending });
  const until = useRef(0);
  const height = virtualizer.getTotalSize();

  // A new row is first shown with a guessed height: the end moves once more when it has been measured.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed height is a reason to look again.
  useLayoutEffect(() => {
    const grown = count > before.current.count;
    const sent = pending > before.current.pending;
    before.current = { count, pending };
    if (sent || (grown && atEnd)) until.current = performance.now() + SETTLE_MS;
    if (performance.now() < until.current) window.scrollTo(0, document.documentElement.scrollHeight);
  }, [count, pending, height, atEnd]);
}
