import { useEffect, useRef, useState } from 'react';
import type { Report } from '../../shared/reports.ts';
import { reports } from '../api/console.ts';
import { toastProblem } from '../ui/toast.ts';
import { tellRefused } from './refused.ts';

/**
 * Which thing of a queue is open, and with that claimed: one at a time. Opening another one, closing it or leaving the page puts it
 * back; a page that is gone puts it back by its connection.
 */
export function useClaims(me: string) {
  const [open, setOpen] = useState<string | null>(null);
  const held = useRef<string | null>(null);

  useEffect(() => () => putBack(held), []);

  async function claim({ id, claimed }: Report): Promise<void> {
    setOpen(id);
    if (held.current !== id) putBack(held);
    if (claimed && claimed.by.id !== me) return;
    held.current = id;
    try {
      await reports.change(id, { claim: true });
    } catch (error) {
      if (held.current === id) held.current = null;
      tellRefused(error);
    }
  }

  function close(): void {
    setOpen(null);
    putBack(held);
  }

  /** It was decided: there is nothing to put back. */
  function done(): void {
    held.current = null;
    setOpen(null);
  }

  return { open, claim: (report: Report) => void claim(report).catch(toastProblem), close, done };
}

function putBack(held: { current: string | null }): void {
  const id = held.current;
  held.current = null;
  // Where it was decided meanwhile or has gone back by itself, all is well.
  if (id) void reports.change(id, { claim: false }).catch(() => {});
}
