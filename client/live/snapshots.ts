import { type Query, type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import type { LoggedEvent } from '../../shared/events.ts';
import { accountStream } from '../../shared/streams.ts';
import { currentLive, viewer } from './current.ts';
import type { View } from './views.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { view?: View<unknown> };
  }
}

/** A query whose answer is kept up to date by the log. */
export function snapshot<Data>(key: QueryKey, view: View<Data>, fetch: () => Promise<Data>) {
  return queryOptions<Data>({
    queryKey: key,
    queryFn: () => fetchCaughtUp(view, fetch),
    meta: { view: view as unknown as View<unknown> },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Fetches until the answer joins on to what has been heard meanwhile. A second try nearly always does. */
export async function fetchCaughtUp<Data>(view: View<Data>, fetch: () => Promise<Data>): Promise<Data> {
  const data = await fetch();
  return caughtUp(view, data) ?? caughtUp(view, await fetch()) ?? fetch();
}

/** Puts an answer to a write where the page reads it, unless what is there is newer. */
export function keepAnswer<Data>(client: QueryClient, key: QueryKey, view: View<Data>, answer: Data): void {
  const seqOf = (data: Data) => view.heads(data)[0]?.seq ?? 0;
  client.setQueryData<Data>(key, (old) => {
    if (old !== undefined && seqOf(old) > seqOf(answer)) return old;
    return caughtUp(view, answer) ?? answer;
  });
}

/**
 * Applies events to every cached answer, except to those that miss some already: they would pass for complete again.
 */
export function applyToAll(client: QueryClient, events: LoggedEvent[]): void {
  for (const query of client.getQueryCache().getAll()) {
    const view = query.meta?.view as View<unknown> | undefined;
    const data: unknown = query.state.data;
    if (!view || data === undefined || (query.state.isInvalidated && !view.loose)) continue;
    const next = fold(view, data, events);
    if (next !== data) store(client, query.queryKey, view, next, query.state.dataUpdatedAt);
  }
}

/** Too much of a stream was missed: what is on screen is fetched again, the rest when it is next shown. */
export function renewStream(client: QueryClient, stream: string): void {
  void client.invalidateQueries({ predicate: shows(stream) });
}

/** A stream is no longer heard: what is cached of it will have to be fetched again when it is next shown. */
export function abandonStream(client: QueryClient, stream: string): void {
  const strict = (query: Query) => shows(stream)(query) && !query.meta?.view?.loose;
  void client.invalidateQueries({ predicate: strict, refetchType: 'none' });
}

/** A stream is not ours any more: what is on screen of it is asked for again, nothing else of it is kept. */
export function forgetStream(client: QueryClient, stream: string): void {
  const strict = (query: Query) => shows(stream)(query) && !query.meta?.view?.loose;
  client.removeQueries({ predicate: strict, type: 'inactive' });
  abandonStream(client, stream);
}

/** Fetches what is on screen and known to be out of date, should an earlier try have failed. */
export function renewOutdated(client: QueryClient): void {
  const outdated = ({ state, meta }: Query) =>
    state.isInvalidated && state.fetchStatus === 'idle' && Boolean(meta?.view);
  void client.refetchQueries({ type: 'active', predicate: outdated });
}

/** From where a stream must be watched so that no cached answer misses anything; null if nothing of it is cached. */
export function oldestHead(client: QueryClient, stream: string): number | null {
  const seqs = client
    .getQueryCache()
    .getAll()
    .filter((query) => !query.state.isInvalidated)
    .map((query) => headOf(query.meta?.view as View<unknown> | undefined, query.state.data, stream))
    .filter((seq) => seq !== null);
  return seqs.length ? Math.min(...seqs) : null;
}

function store(client: QueryClient, key: QueryKey, view: View<unknown>, data: unknown, updatedAt: number): void {
  const split = view.split?.(key, data);
  client.setQueryData(key, split?.keep ?? data, { updatedAt });
  if (split?.rest && client.getQueryData(split.rest.key) === undefined) {
    client.setQueryDefaults(split.rest.key, { meta: { view } });
    client.setQueryData(split.rest.key, split.rest.data);
  }
}

/** The data with the events in between; null if they are no longer known. */
function caughtUp<Data>(view: View<Data>, data: Data): Data | null {
  const live = currentLive();
  if (!live) return data;
  const missed = view.heads(data).map((head) => live.missed(head.stream, head.seq));
  if (missed.some((events) => events === null)) return null;
  const reads = live.recent(accountStream(viewer())).filter((event) => event.type === 'topic.read');
  return fold(view, data, [...missed.flatMap((events) => events ?? []), ...reads]);
}

function fold<Data>(view: View<Data>, data: Data, events: LoggedEvent[]): Data {
  return events.reduce((state, event) => view.reduce(state, event, viewer()), data);
}

const shows = (stream: string) => (query: Query) =>
  headOf(query.meta?.view as View<unknown> | undefined, query.state.data, stream) !== null;

function headOf(view: View<unknown> | undefined, data: unknown, stream: string): number | null {
  if (!view || data === undefined) return null;
  return view.heads(data).find((head) => head.stream === stream)?.seq ?? null;
}
