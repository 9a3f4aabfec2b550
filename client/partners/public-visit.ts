import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { partners } from '../api/partners.ts';
import { ApiProblem } from '../api/problem.ts';
import { session } from '../api/session.ts';
import { currentLive, setCurrent } from '../live/current.ts';
import { announce } from '../live/happenings.ts';
import { abandonStream, applyToAll, renewStream } from '../live/snapshots.ts';
import { useStreams } from '../live/use-stream.ts';
import { createVisiting } from '../live/visiting.ts';
import { useStore } from '../ui/store.ts';

/** Keeps a partner's page live, for those who are not signed in, too. */
export function usePartnerStream(page: PartnerPage | undefined): void {
  const client = useQueryClient();
  const visits = useStore(session).status === 'out';
  const stream = page?.head.stream;
  const slug = page?.slug;
  useEffect(() => {
    if (visits && stream && slug) return visit(client, slug, stream);
  }, [client, visits, stream, slug]);
  useStreams(stream ? [stream] : []);
}

function visit(client: QueryClient, slug: string, stream: string): () => void {
  const { live, end } = createVisiting(stream, {
    changes: (seq, signal) => partners.changes(slug, seq, signal),
    looking,
    rested: (failures, error) => rest(restAfter(failures, error)),
    apply: (_stream, events) => {
      applyToAll(client, events);
      announce(events);
    },
    reset: () => renewStream(client, stream),
    later: (task, ms) => void setTimeout(task, ms),
  });
  setCurrent(live);
  return () => {
    end();
    // Someone who signs in meanwhile has a live path of their own.
    if (currentLive() === live) setCurrent(null);
    abandonStream(client, stream);
  };
}

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 60_000;

/** Milliseconds, by chance a part of them, so that not all come back at once. */
function restAfter(failures: number, error: unknown): number {
  const asked = error instanceof ApiProblem && error.retryAfter ? error.retryAfter * 1_000 : 0;
  const grown = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (failures - 1));
  return Math.max(asked, grown / 2) + (Math.random() * grown) / 2;
}

const rest = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** A browser has few connections to spare for pages nobody looks at. */
function looking(): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(), { once: true }));
}
