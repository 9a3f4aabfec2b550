import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Post } from '../../shared/topics.ts';

/** Where the reader is. */
export type Place = {
  /** The post at the top of what is in sight. */
  current: number;
  /** The last post whose beginning was in sight. */
  seen: number;
  atEnd: boolean;
  /** How many posts have come below while reading further up. */
  below: number;
  /** The first post not read on an earlier visit, if it is not in sight or above it. */
  unread: number | null;
};

type Reading = {
  virtualizer: Virtualizer<Window, Element>;
  posts: Map<number, Post>;
  total: number;
  unreadFrom: number | null;
  arrived: boolean;
};

const HEADER = 64;
const DOCK = 70;
const NEAR_END = 60;

/** Keeps track of what is in sight. */
export function useReading({ virtualizer, posts, total, unreadFrom, arrived }: Reading): Place {
  const [sight, setSight] = useState({ current: 1, seen: 0, atEnd: false });
  const known = useRef(total);
  const look = useRef(() => {});

  look.current = () => {
    const next = inSight(virtualizer, posts, total);
    setSight((before) => {
      const seen = Math.max(before.seen, next.seen);
      return before.current === next.current && before.seen === seen && before.atEnd === next.atEnd
        ? before
        : { ...next, seen };
    });
  };

  useEffect(() => {
    const onScroll = () => look.current();
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('resize', onScroll);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in sight changes with what is there.
  useEffect(() => look.current(), [posts, total, arrived, virtualizer.getTotalSize()]);

  if (sight.atEnd) known.current = total;
  const below = total - Math.max(known.current, sight.seen);
  const unread = unreadFrom !== null && unreadFrom > sight.seen ? unreadFrom : null;
  return { ...sight, below: Math.max(0, below), unread };
}

function inSight(virtualizer: Virtualizer<Window, Element>, posts: Map<number, Post>, total: number) {
  const top = window.scrollY + HEADER;
  const bottom = window.scrollY + window.innerHeight - DOCK;
  const rows = virtualizer.getVirtualItems().filter(({ index }) => posts.has(index + 1));
  const first = rows.find(({ end }) => end > top + 30);
  const last = rows.findLast(({ start, size }) => start + Math.min(size, 110) <= bottom);
  const end = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - NEAR_END;
  const seen = last ? last.index + 1 : 0;
  const atEnd = end && posts.has(total);
  return { current: atEnd ? total : first ? first.index + 1 : 1, seen, atEnd };
}
