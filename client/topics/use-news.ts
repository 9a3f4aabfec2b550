import { useEffect, useRef, useState } from 'react';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Topic } from '../../shared/topics.ts';
import { onHappening } from '../live/happenings.ts';
import { type News, newsOf, newsOfDeparture, topicIn } from './news.ts';
import type { Departure } from './use-departure.ts';

/**
 * The latest that others have done about a topic while one looks at it, until one hides it.
 * @param departure how it came from another group, if it did
 */
export function useNews(
  topic: Topic,
  viewer: string,
  departure: Departure | null,
): { news: News | null; hide: () => void } {
  const [news, setNews] = useState<News | null>(null);
  const before = useRef(topic);
  const told = useRef(new Set<string>());
  // What is on the page is told of an event before it is rendered anew: until then this is how it was.
  useEffect(() => {
    before.current = topic;
  }, [topic]);
  const id = topic.id;
  useEffect(
    () =>
      onHappening((event) => {
        const next = newsOf(event, before.current);
        before.current = topicIn(event, id) ?? before.current;
        // Taken back, an act tells of itself once more: its reason is none for that.
        const act = actIn(event);
        const again = act !== null && told.current.has(act);
        if (act) told.current.add(act);
        if (next && event.actor.id !== viewer) setNews(again ? { ...next, reason: '' } : next);
      }),
    [id, viewer],
  );
  useEffect(() => {
    if (departure && departure.actor.id !== viewer) setNews(newsOfDeparture(departure));
  }, [departure, viewer]);
  return { news, hide: () => setNews(null) };
}

const actIn = ({ data }: LoggedEvent): string | null => ('act' in data && data.act ? data.act.id : null);
