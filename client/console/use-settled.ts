import { useEffect, useRef, useState } from 'react';
import type { Report } from '../../shared/reports.ts';
import { onHappening } from '../live/happenings.ts';

/** How long something decided stays in sight, and how long nobody must have touched the list before it goes. */
const STAYS_MS = 5_000;
const QUIET_MS = 2_500;

/**
 * What was decided while the list is open, whoever did it: it stays where it was, and goes after a while, but never while someone
 * points at the list. `touched` is to be called with whatever someone does there.
 */
export function useSettled(stream: string) {
  const [settled, setSettled] = useState<ReadonlyMap<string, Report>>(new Map());
  const list = useRef<HTMLUListElement>(null);
  const lastTouch = useRef(0);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const later = (task: () => void, ms: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, ms);
      timers.add(timer);
    };
    const drop = (id: string) => setSettled((shown) => without(shown, id));
    const dropWhenQuiet = (id: string) => {
      if (inUse(list.current, lastTouch.current)) later(() => dropWhenQuiet(id), QUIET_MS);
      else drop(id);
    };
    const stop = onHappening((event) => {
      if (event.stream !== stream) return;
      if (event.type === 'report.reopened') drop(event.data.id);
      if (event.type !== 'report.resolved') return;
      const report = event.data;
      setSettled((shown) => new Map(shown).set(report.id, report));
      later(() => dropWhenQuiet(report.id), STAYS_MS);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [stream]);

  const touched = () => {
    lastTouch.current = performance.now();
  };
  return { settled, list, touched };
}

function without(shown: ReadonlyMap<string, Report>, id: string): ReadonlyMap<string, Report> {
  const next = new Map(shown);
  next.delete(id);
  return next;
}

/** A finger does not hover: what it touched a moment ago may be what it touches next. */
function inUse(list: HTMLElement | null, lastTouch: number): boolean {
  const hovers = matchMedia('(hover: hover)').matches && list?.matches(':hover');
  return Boolean(hovers) || performance.now() - lastTouch < QUIET_MS;
}
