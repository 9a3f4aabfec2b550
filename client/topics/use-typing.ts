import { useEffect, useRef } from 'react';
import { currentPresence } from '../live/current.ts';

/** Says that one writes, whenever the text changes, until it is empty or the place to write is closed. */
export function useTyping(topicId: string, text: string): void {
  const before = useRef(text);
  useEffect(() => {
    if (text === before.current) return;
    before.current = text;
    if (text.trim()) currentPresence()?.type(topicId);
    else currentPresence()?.stopTyping();
  }, [topicId, text]);
  useEffect(() => () => currentPresence()?.stopTyping(), []);
}
