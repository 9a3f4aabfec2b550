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

  function ask(options: LockOptions, granted: () => void): void {
    let own: (() => void) | null = null;
    const hold = () =>
      new Promise<void>((resolve) => {
        granted();
        own = resolve;
        release = resolve;
        if (stopped) resolve();
      });
    // Another tab has taken it; or this one has, by a later request, and goes on holding it.
    const lost = () => {
      if (release === own) release = null;
      wait();
    };
    navigator.locks.request(LOCK, options, hold).catch(lost);
  }

  /** Until the tab in charge is closed. */
  function wait(): void {
    if (waiting || stopped) return;
    waiting = true;
    ask({}, () => {
      waiting = false;
    });
  }

  function seize(): void {
    if (!release && !document.hidden) ask({ steal: true }, () => {});
  }

  if (document.hidden) wait();
  else seize();
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
