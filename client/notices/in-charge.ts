const LOCK = 'guildhall-toasts';

/**
 * Of all tabs one tells what happens: the one that was looked at last. Answers a question about this moment, and a way
 * to give up. Where tabs cannot agree, each is in charge.
 */
export function takeCharge(): { inCharge: () => boolean; stop: () => void } {
  if (!('locks' in navigator)) return { inCharge: () => true, stop: () => {} };
  let release: (() => void) | null = null;
  let waiting = false;
  let stopped = false;

  const hold = () => {
    waiting = false;
    return new Promise<void>((resolve) => {
      release = resolve;
      if (stopped) resolve();
    });
  };
  const lost = () => {
    release = null;
    wait();
  };
  /** Until the tab in charge is closed. */
  function wait(): void {
    if (waiting || stopped) return;
    waiting = true;
    navigator.locks.request(LOCK, hold).catch(lost);
  }
  function seize(): void {
    if (release || document.hidden) return;
    navigator.locks.request(LOCK, { steal: true }, hold).catch(lost);
  }

  wait();
  seize();
  window.addEventListener('focus', seize);
  document.addEventListener('visibilitychange', seize);
  return {
    inCharge: () => release !== null,
    stop: () => {
      stopped = true;
      release?.();
      window.removeEventListener('focus', seize);
      document.removeEventListener('visibilitychange', seize);
    },
  };
}
