import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 60;
const EARLIER_PX = 300;

type LogScroll = {
  /** The number of the first message shown, of the last, and how many are on their way. */
  first: number;
  last: number;
  pending: number;
  /** Asks for what was before; undefined at the beginning. */
  earlier: (() => Promise<void>) | undefined;
};

/** Keeps the end in sight for one who reads it, and what one reads in its place while earlier messages come in above. */
export function useLogScroll({ first, last, pending, earlier }: LogScroll) {
  const log = useRef<HTMLDivElement>(null);
  const before = useRef({ first: 0, last: 0, pending: 0, height: 0 });
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(last);

  const toEnd = useCallback(() => log.current?.scrollTo(0, log.current.scrollHeight), []);

  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const was = before.current;
    before.current = { first, last, pending, height: element.scrollHeight };
    if (was.last === 0 || pending > was.pending || (atEnd && (last !== was.last || pending !== was.pending))) toEnd();
    else if (first < was.first) element.scrollTop += element.scrollHeight - was.height;
  }, [first, last, pending, atEnd, toEnd]);

  // A window that gets lower, as when a phone shows its keys, must not hide the end.
  useLayoutEffect(() => {
    const element = log.current;
    if (!element || !atEnd) return;
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    return () => observer.disconnect();
  }, [atEnd, toEnd]);

  if (atEnd && seen !== last) setSeen(last);

  const onScroll = () => {
    const element = log.current;
    if (!element) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX);
    if (element.scrollTop < EARLIER_PX) void earlier?.();
  };

  return { log, onScroll, atEnd, below: Math.max(0, last - seen), toEnd };
}
