import { useCallback, useMemo, useState } from 'react';

/** Which of the things shown are chosen; what is no longer shown is not. */
export function useSelection(shown: string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => shown.filter((id) => chosen.has(id)), [shown, chosen]);

  const toggle = useCallback((id: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const all = shown.length > 0 && selected.length === shown.length;
  const toggleAll = () => setChosen(all ? new Set() : new Set(shown));

  return { chosen, selected, toggle, all, toggleAll };
}
