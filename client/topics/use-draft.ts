import { useCallback, useState } from 'react';
import { readLocal, writeLocal } from './local.ts';

/** A text that survives reloads until it is cleared (set to ''). */
export function useDraft(name: string, initial = ''): [text: string, setText: (text: string) => void] {
  const key = `draft.${name}`;
  const [text, setText] = useState(() => {
    const stored = readLocal(key);
    return typeof stored === 'string' ? stored : initial;
  });
  const change = useCallback(
    (next: string) => {
      setText(next);
      writeLocal(key, next);
    },
    [key],
  );
  return [text, change];
}
