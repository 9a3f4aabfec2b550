import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { currentLive } from './current.ts';
import { oldestHead } from './snapshots.ts';

/** Watches these streams for as long as the component is shown. Hold only what has been fetched already. */
export function useStreams(streams: string[]): void {
  const client = useQueryClient();
  const names = streams.join(' ');
  useEffect(() => {
    const live = currentLive();
    if (!live || !names) return;
    const releases = names.split(' ').map((stream) => live.hold(stream, oldestHead(client, stream)));
    return () => {
      for (const release of releases) release();
    };
  }, [client, names]);
}
