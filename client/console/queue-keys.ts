import type { KeyboardEvent } from 'react';

/** What keys do inside a queue: J and K go to the next card and the one before, C claims the one they are on, Escape puts it back. */
export function onQueueKey(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const target = event.target as HTMLElement;
  const writing = target.closest('input, textarea, select, [role="menu"], [role="dialog"]');
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const toggles = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-toggle]')];
  const here = toggles.findIndex((toggle) => toggle.closest('li')?.contains(target));
  const toggle = toggles[here];
  switch (event.key) {
    case 'j':
    case 'ArrowDown':
      toggles[here + 1]?.focus();
      break;
    case 'k':
    case 'ArrowUp':
      toggles[here - 1]?.focus();
      break;
    case 'c':
      if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
      break;
    case 'Escape':
      close();
      toggle?.focus();
      break;
    default:
      return;
  }
  event.preventDefault();
}
