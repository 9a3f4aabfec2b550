import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { EventOf } from '../../shared/events.ts';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';

const KEPT = 5;

/** Tells those who listen that a post has come; the list itself changes with every scroll and must keep silent. */
export function Arrivals({ topicId, viewer }: { topicId: string; viewer: string }) {
  const [arrivals, setArrivals] = useState<EventOf<'post.created'>[]>([]);
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'post.created' || event.data.topicId !== topicId || event.actor.id === viewer) return;
        setArrivals((before) => [...before, event].slice(-KEPT));
      }),
    [topicId, viewer],
  );
  return (
    <VisuallyHidden role="log" aria-live="polite" aria-relevant="additions">
      {arrivals.map(({ seq, data: { post } }) => (
        <p key={seq}>{strings.posts.label(post.number, post.author.displayName)}</p>
      ))}
    </VisuallyHidden>
  );
}
