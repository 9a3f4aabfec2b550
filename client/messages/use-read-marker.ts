import { useEffect, useRef } from 'react';
import type { Conversation } from '../../shared/messages.ts';
import { conversations } from '../api/messages.ts';

/** Tells the server that the last message has been read, once its end is in sight of someone who looks at the window. */
export function useReadMarker({ id, read }: Conversation, last: number, atEnd: boolean): void {
  const told = useRef(0);
  useEffect(() => {
    const tell = () => {
      if (!atEnd || document.hidden || last <= Math.max(read, told.current)) return;
      told.current = last;
      conversations.read(id, last).catch(() => {
        told.current = 0;
      });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [id, read, last, atEnd]);
}
