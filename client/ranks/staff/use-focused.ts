import { type RefObject, useEffect, useRef } from 'react';

/** Takes the focus as it appears, where it is the one that is waited for. */
export function useFocused<Element extends HTMLElement>(focused: RefObject<string | null>, id: string) {
  const element = useRef<Element>(null);
  useEffect(() => {
    if (focused.current !== id) return;
    focused.current = null;
    element.current?.focus();
  });
  return element;
}
