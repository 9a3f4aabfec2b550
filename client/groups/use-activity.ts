import { useEffect, useState } from 'react';
import type { LoggedEvent } from '../../shared/events.ts';
import { connection } from '../live/connection-state.ts';
import { currentLive } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';
import { useStore } from '../ui/store.ts';

/** What is worth a line. */
export type ActivityEvent = Extract<
  LoggedEvent,
  { type: 'member.joined' | 'rank.up' | 'member.role_changed' | 'forum.created' | 'topic.created' }
>;

const SHOWN = 30;
const LOOK_BACK = 80;

/** The latest lines of a stream, the newest first; goes on by itself. */
export function useActivity(stream: string): ActivityEvent[] {
  const [events, setEvents] = useState<ActivityEvent[]>([]);
  const online = useStore(connection) === 'caught-up';
  // The page around holds the stream, too, but only after this: a child's effects run first, and what is not held has no past.
  useStreams([stream]);

  useEffect(() => {
    const show = () => setEvents(lines(currentLive()?.recent(stream) ?? []));
    show();
    if (online) void currentLive()?.recall(stream, LOOK_BACK).then(show);
    return onHappening((event) => {
      if (event.stream === stream && isWorthALine(event)) setEvents((shown) => [event, ...shown].slice(0, SHOWN));
    });
  }, [stream, online]);

  return events;
}

function lines(events: LoggedEvent[]): ActivityEvent[] {
  return events.filter(isWorthALine).slice(-SHOWN).reverse();
}

function isWorthALine(event: LoggedEvent): event is ActivityEvent {
  switch (event.type) {
    case 'member.joined':
    case 'rank.up':
    case 'forum.created':
    case 'topic.created':
      return true;
    case 'member.role_changed':
      return event.data.role === 'leader';
    default:
      return false;
  }
}
