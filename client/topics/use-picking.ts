import { useCallback, useMemo, useState } from 'react';
import { SELECTION } from '../../shared/acts.ts';

/** Posts of a topic being selected, by number; null while one does not select. */
export type Picking = {
  picked: ReadonlySet<number> | null;
  full: boolean;
  begin: (number?: number) => void;
  toggle: (number: number) => void;
  end: () => void;
};

export function usePicking(): Picking {
  const [picked, setPicked] = useState<ReadonlySet<number> | null>(null);
  const begin = useCallback((number?: number) => setPicked(new Set(number === undefined ? [] : [number])), []);
  const end = useCallback(() => setPicked(null), []);
  const toggle = useCallback((number: number) => setPicked((before) => before && toggled(before, number)), []);
  const full = (picked?.size ?? 0) >= SELECTION;
  return useMemo(() => ({ picked, full, begin, toggle, end }), [picked, full, begin, toggle, end]);
}

function toggled(before: ReadonlySet<number>, number: number): ReadonlySet<number> {
  const next = new Set(before);
  if (!next.delete(number) && next.size < SELECTION) next.add(number);
  return next;
}
