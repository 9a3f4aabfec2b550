import { useEffect, useRef } from 'react';
import type { Topic } from '../../shared/topics.ts';
import { topics } from '../api/endpoints.ts';

const CALM_MS = 1_000;

/** Tells the server how far one has read: a moment after it was really on screen, and when leaving. */
export function useReadMarker(topic: Topic, seen: number): void {
  const reached = useRef(0);
  const told = useRef(0);
  const known = useRef(0);
  known.current = topic.read ?? 0;

  const tell = useRef(() => {
    const number = reached.current;
    if (number <= Math.max(told.current, known.current)) return;
    told.current = number;
    topics.read(topic.id, number).catch(() => {
      told.current = 0;
    });
  });

  useEffect(() => {
    const note = () => {
      if (document.visibilityState === 'visible') reached.current = Math.max(reached.current, seen);
      else tell.current();
    };
    note();
    const timer = setTimeout(tell.current, CALM_MS);
    document.addEventListener('visibilitychange', note);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', note);
    };
  }, [seen]);

  useEffect(() => {
    const leave = () => tell.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
}
