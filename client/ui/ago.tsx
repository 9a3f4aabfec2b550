import { useSyncExternalStore } from 'react';
import { ago, atMoment } from './dates.ts';

/** How long ago something was; goes on counting. */
export function Ago({ at }: { at: string }) {
  const now = useSyncExternalStore(subscribe, () => minute);
  return (
    <time dateTime={at} title={atMoment(at)}>
      {ago(at, Math.max(now, Date.parse(at)))}
    </time>
  );
}

let minute = Date.now();
const listeners = new Set<() => void>();

setInterval(() => {
  minute = Date.now();
  for (const listener of listeners) listener();
}, 30_000);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
