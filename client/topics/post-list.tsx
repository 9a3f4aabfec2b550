import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { HeldPost } from '../../shared/rules.ts';
import { strings } from '../strings.ts';
import { HeldRow } from './held-row.tsx';
import type { Sending } from './outbox.ts';
import classes from './post-list.module.css';
import { PostRow } from './post-row.tsx';
import { SendingRow } from './sending-row.tsx';
import { useTopicScene } from './topic-context.ts';
import { useArrival } from './use-arrival.ts';
import { useFollow } from './use-follow.ts';
import { usePosts } from './use-posts.ts';
import { useReadMarker } from './use-read-marker.ts';
import { type Place, useReading } from './use-reading.ts';

type PostListProps = {
  sending: Sending[];
  held: HeldPost[];
  target: number | null;
  children: (place: Place) => ReactNode;
};

/**
 * All posts of a topic, of which only those in sight exist. Below them what waits for approval and what is being sent.
 * The page itself scrolls; new posts never move what one is reading.
 */
export function PostList({ sending, held, target, children }: PostListProps) {
  const { page, total } = useTopicScene();
  const { topic } = page;
  const pending = useMemo(() => [...held, ...sending.filter(({ post }) => !post)], [held, sending]);
  const list = useRef<HTMLDivElement>(null);
  const scrollMargin = useOffset(list);
  const virtualizer = useWindowVirtualizer({
    count: total + pending.length,
    estimateSize: () => 170,
    overscan: 5,
    scrollMargin,
    scrollPaddingStart: 68,
    scrollPaddingEnd: 90,
    getItemKey: useCallback(
      (index: number) => (index < total ? index + 1 : (pending[index - total]?.clientId ?? index)),
      [total, pending],
    ),
  });
  const rows = virtualizer.getVirtualItems();
  const posts = usePosts(topic.id, (rows[0]?.index ?? 0) + 1, Math.min(total, (rows.at(-1)?.index ?? 0) + 1), sending);

  const [unreadFrom] = useState(() => firstUnread(topic.read, total));
  const arrived = useArrival(virtualizer, target ?? unreadFrom, (number) => posts.has(number), total);
  const place = useReading({ virtualizer, posts, total, unreadFrom, arrived });
  useFollow(virtualizer, place.atEnd, total + pending.length, pending.length);
  useReadMarker(topic, arrived ? place.seen : 0);

  return (
    <>
      <div ref={list} className={classes.list} style={{ blockSize: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const number = row.index + 1;
          const waiting = pending[row.index - total];
          return (
            <div
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className={classes.row}
              style={{ transform: `translateY(${row.start - scrollMargin}px)` }}
            >
              {number === unreadFrom && <UnreadLine />}
              {waiting ? (
                <Waiting waiting={waiting} />
              ) : (
                <PostRow post={posts.get(number)} number={number} target={number === target} />
              )}
            </div>
          );
        })}
      </div>
      {children(place)}
    </>
  );
}

const Waiting = ({ waiting }: { waiting: HeldPost | Sending }) =>
  'status' in waiting ? <SendingRow sending={waiting} /> : <HeldRow held={waiting} />;

function UnreadLine() {
  return (
    <p className={classes.unread}>
      <span>{strings.posts.firstUnread}</span>
    </p>
  );
}

/** Null where nothing was read before, or nothing is new. */
function firstUnread(read: number | null, total: number): number | null {
  return read && read < total ? read + 1 : null;
}

/** How far down the page the list begins. */
function useOffset(list: { current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => list.current && setOffset(list.current.getBoundingClientRect().top + window.scrollY);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [list]);
  return Math.round(offset);
}
