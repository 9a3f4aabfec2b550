import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EventOf } from '../../shared/events.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';

export type Departure = EventOf<'topic.left'>;

/**
 * A topic that goes to another group while one looks at it: it is fetched anew, from there, as far as one may read there.
 * @returns how it went; null as long as it has not
 */
export function useDeparture(id: string): { departure: Departure | null; hide: () => void } {
  const client = useQueryClient();
  const [departure, setDeparture] = useState<Departure | null>(null);
  // It may come back.
  useStreams(departure ? [departure.stream] : []);

  useEffect(
    () =>
      onHappening((event) => {
        const left = event.type === 'topic.left' && event.data.topicId === id;
        const arrived = event.type === 'topic.arrived' && event.data.topic.id === id;
        if (!left && !arrived) return;
        setDeparture(left ? event : null);
        for (const queryKey of [
          ['topic', id],
          ['posts', id],
        ]) {
          void client.invalidateQueries({ queryKey });
        }
      }),
    [client, id],
  );
  const shown = departure?.data.topicId === id ? departure : null;
  return { departure: shown, hide: () => setDeparture(null) };
}
